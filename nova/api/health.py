"""Whether the service lives, works and has data: public, quick, and silent about its insides."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from nova.api.documentation import documented
from nova.api.probe import Readiness, database_answers, readiness
from nova.api.viewsets import ApiView, Scoping


class HealthView(ApiView):
    """Whether the database can be reached now; 503 when not."""

    authentication_classes = ()
    scoping = Scoping.NO_SITES
    cache_control = "no-store"

    class Health(serializers.Serializer[Any]):
        status = serializers.ChoiceField(["healthy", "degraded"])
        database = serializers.ChoiceField(["connected", "disconnected"])
        timestamp = serializers.DateTimeField()
        version = serializers.CharField()

    @documented("health", {200: Health, 503: Health}, errors=(400,), auth=[])
    def get(self, _request: Request) -> Response:
        connected = database_answers()
        return Response(
            {
                "status": "healthy" if connected else "degraded",
                "database": "connected" if connected else "disconnected",
                **_stamp(),
            },
            status=200 if connected else 503,
        )


class LivenessView(ApiView):
    """That the process answers; asks nothing of the database."""

    authentication_classes = ()
    scoping = Scoping.NO_SITES
    cache_control = "no-store"

    class Liveness(serializers.Serializer[Any]):
        status = serializers.ChoiceField(["alive"])

    @documented("health_live", Liveness, errors=(400,), auth=[])
    def get(self, _request: Request) -> Response:
        return Response({"status": "alive"})


class ReadinessView(ApiView):
    """Whether requests can be served; data_as_of names the last published day of each dataset."""

    authentication_classes = ()
    scoping = Scoping.NO_SITES
    cache_control = "no-store"

    class Readiness(serializers.Serializer[Any]):
        status = serializers.ChoiceField(["ready", "unready"])
        database = serializers.ChoiceField(["connected", "disconnected"])
        migrations = serializers.ChoiceField(["applied", "pending", "unknown"])
        data_as_of = serializers.DictField(child=serializers.DateField(allow_null=True))
        timestamp = serializers.DateTimeField()
        version = serializers.CharField()

    @documented("health_ready", {200: Readiness, 503: Readiness}, errors=(400,), auth=[])
    def get(self, _request: Request) -> Response:
        state = readiness()
        ready = state is not None and state.migrated
        return Response(
            {
                "status": "ready" if ready else "unready",
                "database": "connected" if state else "disconnected",
                "migrations": _migrations(state),
                "data_as_of": state.data_as_of if state else {},
                **_stamp(),
            },
            status=200 if ready else 503,
        )


def _migrations(state: Readiness | None) -> str:
    if state is None:
        return "unknown"
    return "applied" if state.migrated else "pending"


def _stamp() -> dict[str, object]:
    now = datetime.now(UTC).replace(microsecond=0)
    return {"timestamp": now, "version": settings.VERSION}
