"""Forecasts, and the sites of an item."""

from django.db.models import FloatField
from django.db.models.functions import Cast
from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import ForecastParameters
from analytics.models import Forecast, ModelRun
from analytics.querysets import sites_of_item
from analytics.serializers.forecasts import (
    ForecastMetadata,
    ForecastPointSerializer,
    ItemSiteSerializer,
    run_metadata,
)
from core.models import Item
from nova.api.documentation import USUAL, documented, envelope_of
from nova.api.rows import columns_of
from nova.api.viewsets import DataView, Scoping
from support.models import LoadRun


class ItemSitesView(DataView):
    """Sites with demand for an item or a forecast of it, the busiest first."""

    scoping = Scoping.BY_SITE
    export = ("Locais de um material", "Sites of an item")

    @documented(
        "item_sites_list", envelope_of("ItemSiteList", ItemSiteSerializer), errors=(*USUAL, 404)
    )
    def get(self, _request: Request, item_id: int) -> Response:
        if not Item.objects.filter(item_id=item_id).exists():
            raise NotFound(f"No item has the id {item_id}.")
        champion = ModelRun.objects.champion("forecasts")
        rows = sites_of_item(
            item_id=item_id,
            run_id=champion.pk if champion else None,
            last_day=LoadRun.objects.data_as_of("demand") or timezone.localdate(),
            scope=self.scope,
        )
        return self.whole(rows)


class ForecastListView(DataView):
    """Forecasts of the champion run, by day and horizon; one answer never mixes two runs."""

    scoping = Scoping.BY_SITE
    export = ("Previsões", "Forecasts")
    parameters = ForecastParameters
    columns = columns_of(
        ForecastPointSerializer,
        yhat=Cast("yhat", FloatField()),
        yhat_lower=Cast("yhat_lower", FloatField()),
        yhat_upper=Cast("yhat_upper", FloatField()),
        confidence_level=Cast("confidence_level", FloatField()),
    )

    @documented(
        "forecasts_list",
        envelope_of("ForecastSeries", ForecastPointSerializer, ForecastMetadata),
        parameters=ForecastParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = self.asked
        champion = ModelRun.objects.champion("forecasts", self.version)
        forecasts = Forecast.objects.of_run(champion.pk) if champion else Forecast.objects.none()
        narrowed = (
            forecasts.visible_to(self.scope)
            .for_pair(asked["item_id"], asked["site_id"])
            .within(asked.get("start_date"), asked.get("end_date"))
            .of_horizon(asked.get("horizon"))
            .in_order()
        )
        return self.page(
            narrowed,
            self.columns,
            prepared=True,
            item_id=asked["item_id"],
            site_id=asked["site_id"],
            **run_metadata(champion),
        )
