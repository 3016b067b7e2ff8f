"""Forecasts of the run that readers see."""

from django.db.models import FloatField
from django.db.models.functions import Cast
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import ForecastParameters
from analytics.models import Forecast, ModelRun
from analytics.serializers.forecasts import (
    ForecastMetadata,
    ForecastPointSerializer,
    run_metadata,
)
from nova.api.documentation import documented, envelope_of
from nova.api.rows import columns_of
from nova.api.viewsets import DataView, Scoping


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
