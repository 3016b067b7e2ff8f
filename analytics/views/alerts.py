"""Alerts, each with the caller's own reading of it."""

from collections.abc import Hashable
from typing import cast

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.actions import AlertFilters, AlertParameters
from analytics.models import Alert
from analytics.querysets.advice import AlertQuerySet
from analytics.serializers.actions import (
    ALERT_COLUMNS,
    AlertDetailSerializer,
    AlertSerializer,
    DataVersionSerializer,
)
from nova.api.documentation import USUAL, ListMetadata, documented, envelope_of
from nova.api.hot_lists import HotListView
from nova.api.rows import columns_of, rows_of
from nova.api.viewsets import ApiView, DataView, Scoping
from support.models import DataVersion, User


def alerts_of(view: ApiView) -> AlertQuerySet:
    """Alerts that the caller may see, with their own reading."""
    user = cast("User", view.request.user)
    return Alert.objects.visible_to(view.scope).for_reader(user.user_id)


class AlertListView(HotListView):
    """What somebody should know of, the most serious first; without a status what still holds."""

    scoping = Scoping.BY_SITE
    export = ("Alertas", "Alerts")
    parameters = AlertParameters
    filters = AlertFilters
    key = ("-alert_id",)
    orders = {"level": "level_rank", "sku": "item__sku"}  # noqa: RUF012
    columns = columns_of(AlertSerializer, **ALERT_COLUMNS)
    plain = frozenset({"limit", "offset", "level", "category", "unread", "site_id", "item_id"})

    def wording(self) -> Hashable:
        user: int = self.request.user.pk
        return user

    def get_queryset(self) -> QuerySet[Alert]:
        window = (self.asked.get("start_date"), self.asked.get("end_date"))
        return alerts_of(self).raised_within(*window)

    @documented(
        "alerts_list",
        envelope_of("AlertList", AlertSerializer, ListMetadata),
        parameters=AlertParameters,
        filters=AlertFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class AlertView(DataView):
    """One alert with its figures."""

    scoping = Scoping.BY_SITE
    columns = columns_of(AlertDetailSerializer, **ALERT_COLUMNS)

    @documented("alert_detail", AlertDetailSerializer, errors=(*USUAL, 404))
    def get(self, _request: Request, alert_id: int) -> Response:
        rows = rows_of(alerts_of(self).filter(alert_id=alert_id), self.columns)
        if rows.count == 0:
            raise NotFound(f"No alert has the id {alert_id}.")
        return Response(rows.only())


class DataVersionView(DataView):
    """Whether anything is new: one query and 304 while nothing is."""

    scoping = Scoping.BY_SITE

    @documented("data_version", DataVersionSerializer)
    def get(self, _request: Request) -> Response:
        version = DataVersion.objects.number()  # first: news that are newer than it do no harm
        return Response({"data_version": version, **alerts_of(self).news()})
