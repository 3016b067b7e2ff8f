"""Forecasts of the run that readers see."""

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import ForecastParameters
from analytics.models import Forecast, ModelRun
from analytics.querysets.outputs import forecast_series
from analytics.serializers.forecasts import (
    ForecastMetadata,
    ForecastPointSerializer,
    run_metadata,
)
from nova.api.documentation import documented, envelope_of
from nova.api.paging import counting
from nova.api.rows import columns_of
from nova.api.viewsets import DataView, Scoping


class ForecastListView(DataView):
    """Forecasts of the champion run, by day and horizon; one answer never mixes two runs."""

    scoping = Scoping.BY_SITE
    is_hot = True
    champion: ModelRun | None
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
        self.champion = champion = ModelRun.objects.champion("forecasts", self.version)
        pair = {name: self.asked[name] for name in ("item_id", "site_id")}
        metadata = {**pair, **run_metadata(champion)}
        if self.file or champion is None:
            return self.page(self._forecasts(), self.columns, **metadata)
        rows = forecast_series(self.asked, run_id=champion.pk, scope=self.scope)
        return self.paged(rows, self._count, **metadata)

    def _count(self, version: str | None) -> int:
        return counting(self._forecasts())(version)

    def _forecasts(self) -> QuerySet[Forecast]:
        """All that the pages are of."""
        run_id = self.champion.pk if self.champion else None
        forecasts = Forecast.objects.of_run(run_id) if run_id else Forecast.objects.none()
        return forecasts.asked_for(self.asked, self.scope)
