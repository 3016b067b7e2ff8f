"""The few writes: decisions on advice, readings of alerts, each in the name of whoever asks."""

from typing import Any, ClassVar, cast

from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.actions import (
    BODIES,
    AcknowledgeBody,
    BulkDecisionBody,
    BulkReadBody,
    DismissBody,
    ReopenBody,
    SnoozeBody,
)
from analytics.models import Decision, Recommendation
from analytics.serializers.actions import (
    ALERTS_READ,
    DECIDED,
    STANDING_COLUMNS,
    StandingSerializer,
)
from analytics.services import RECOMMENDATION, Undecidable, Verdict, decide, mark_alerts_read
from nova.api.bodies import body_of
from nova.api.documentation import USUAL, documented, envelope_of
from nova.api.exceptions import Conflict
from nova.api.paging import envelope
from nova.api.rows import Rows, columns_of, rows_of
from nova.api.viewsets import ApiView, Scoping
from support.models import User

FAULTS = (*USUAL, 404, 409)


class DecisionView(ApiView):
    """Writes one kind of decision."""

    scoping = Scoping.BY_SITE
    kind: ClassVar[Decision.Kind]

    def decide(self, request: Request, recommendation_id: int) -> Response:
        asked = body_of(BODIES[self.kind], request)
        rows = decided(request, [recommendation_id], self.kind, asked)
        return Response({"status": "success", "data": rows.only()})


class AcknowledgeView(DecisionView):
    kind = Decision.Kind.ACKNOWLEDGED

    @documented("recommendation_acknowledge", DECIDED, request=AcknowledgeBody, errors=FAULTS)
    def patch(self, request: Request, recommendation_id: int) -> Response:
        """Says that somebody takes care of it; of several the first stands."""
        return self.decide(request, recommendation_id)


class SnoozeView(DecisionView):
    kind = Decision.Kind.SNOOZED

    @documented("recommendation_snooze", DECIDED, request=SnoozeBody, errors=FAULTS)
    def patch(self, request: Request, recommendation_id: int) -> Response:
        """Puts it off until a day, on which it is open again."""
        return self.decide(request, recommendation_id)


class DismissView(DecisionView):
    kind = Decision.Kind.DISMISSED

    @documented("recommendation_dismiss", DECIDED, request=DismissBody, errors=FAULTS)
    def patch(self, request: Request, recommendation_id: int) -> Response:
        """Decides to do nothing, with the reason; the next time it comes up it is told anew."""
        return self.decide(request, recommendation_id)


class ReopenView(DecisionView):
    kind = Decision.Kind.REOPENED

    @documented("recommendation_reopen", DECIDED, request=ReopenBody, errors=FAULTS)
    def patch(self, request: Request, recommendation_id: int) -> Response:
        """Takes back the decision that stands; nothing happens where none does."""
        return self.decide(request, recommendation_id)


class BulkDecisionView(ApiView):
    """One decision on up to 200 recommendations at once: on all of them, or on none."""

    scoping = Scoping.BY_SITE

    @documented(
        "recommendations_decide",
        envelope_of("DecidedList", StandingSerializer),
        request=BulkDecisionBody,
        errors=FAULTS,
    )
    def post(self, request: Request) -> Response:
        asked = body_of(BulkDecisionBody, request)
        kind = Decision.Kind(asked["kind"])
        return Response(envelope(decided(request, asked["recommendation_ids"], kind, asked)))


class AlertReadView(ApiView):
    scoping = Scoping.BY_SITE

    @documented("alert_mark_read", ALERTS_READ, request=None, errors=(*USUAL, 404))
    def patch(self, request: Request, alert_id: int) -> Response:
        """Notes that the caller has read it; for others it stays as it was."""
        return _marked(request, [alert_id])


class AlertsReadView(ApiView):
    scoping = Scoping.BY_SITE

    @documented("alerts_mark_read", ALERTS_READ, request=BulkReadBody, errors=(*USUAL, 404))
    def post(self, request: Request) -> Response:
        """Up to 200 alerts at once: all of them, or none."""
        return _marked(request, body_of(BulkReadBody, request)["alert_ids"])


def decided(request: Request, ids: list[int], kind: Decision.Kind, asked: dict[str, Any]) -> Rows:
    """The recommendations as they stand now; NotFound or Conflict where one cannot be decided."""
    verdict = Verdict(kind, until=asked.get("until"), note=asked.get("note"))
    user = cast("User", request.user)
    try:
        decide(subject=RECOMMENDATION, ids=ids, verdict=verdict, actor=user, request=request)
    except Undecidable as refused:
        raise _fault(refused) from None
    standing = Recommendation.objects.with_status(timezone.localdate())
    chosen = standing.filter(recommendation_id__in=ids).order_by("recommendation_id")
    return rows_of(chosen, columns_of(StandingSerializer, **STANDING_COLUMNS))


def _fault(refused: Undecidable) -> NotFound | Conflict:
    if refused.missing:
        return NotFound(f"No recommendation has the id {_listed(refused.missing)}.")
    return Conflict(f"Recommendation {_listed(refused.closed)} no longer applies.")


def _listed(ids: Any) -> str:
    return ", ".join(map(str, ids))


def _marked(request: Request, ids: list[int]) -> Response:
    user = cast("User", request.user)
    try:
        new = mark_alerts_read(ids=ids, user=user, request=request)
    except Undecidable as refused:
        listed = ", ".join(map(str, refused.missing))
        raise NotFound(f"No alert has the id {listed}.") from None
    return Response({"status": "success", "data": new})
