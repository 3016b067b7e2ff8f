"""Demand and forecast of many item-sites together, day by day."""

from datetime import date, timedelta

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import TrendParameters
from analytics.kpis.trend import forecast_totals, trend_of
from analytics.models import ModelRun
from analytics.serializers.forecasts import run_metadata
from analytics.serializers.kpis import TrendMetadata, TrendPointSerializer
from analytics.views.summary import days_of
from nova.api.caching import known
from nova.api.documentation import documented, envelope_of
from nova.api.viewsets import DataView, Scoping


class DemandTrendView(DataView):
    """Demand of the last days and the champion's forecasts, also of days that came since."""

    scoping = Scoping.BY_SEGMENT
    export = ("Demanda e previsões", "Demand and forecasts")
    parameters = TrendParameters

    @documented(
        "demand_trend",
        envelope_of("DemandTrend", TrendPointSerializer, TrendMetadata),
        parameters=TrendParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = self.asked
        self.scope.require_dimension(asked.get("dimension"))
        segment = {name: asked.get(name) for name in ("dimension", "segment")}
        demand = days_of(asked, self.scope).filter(total_demand__isnull=False)
        as_of = demand.last_day() or timezone.localdate()
        first, last = as_of - timedelta(days=asked["days"] - 1), as_of + timedelta(asked["ahead"])
        actual = dict(demand.within(first, as_of).values_list("full_date", "total_demand"))
        champion = ModelRun.objects.champion("forecasts")
        seen = actual or not self.scope.is_limited  # nothing of a segment outside the scope
        forecast = self._forecast(champion, last, as_of) if champion and seen else {}
        points = trend_of(first, last, actual, forecast)
        return self.whole(points, demand_as_of=as_of, **segment, **run_metadata(champion))

    def _forecast(self, run: ModelRun, last_day: date, today: date) -> dict[date, float]:
        question = {
            "run_id": run.pk, "last_day": last_day, "today": today,
            "dimension": self.asked.get("dimension"), "segments": [self.asked.get("segment", "")],
        }  # fmt: skip
        named = f"trend {sorted(question.items())!r}"
        totals = known(self.version, named, lambda: forecast_totals(**question))
        return {total.full_date: total.yhat for total in totals}
