"""Forecasts added up over segments."""

from datetime import date
from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.forecasts import ForecastTotalsParameters, told_window, window_of
from analytics.kpis.segment_totals import by_segment_and_day, segment_totals
from analytics.models import ModelRun
from analytics.serializers.forecasts import (
    ForecastTotalsMetadata,
    SegmentTotalSerializer,
    run_metadata,
)
from nova.api.documentation import documented, envelope_of
from nova.api.rows import in_memory
from nova.api.viewsets import DataView, Scoping


class ForecastTotalsView(DataView):
    """One run's forecasts added up by day over sites, regions, families or ABC classes."""

    scoping = Scoping.BY_SEGMENT
    export = ("Previsões somadas", "Summed forecasts")
    parameters = ForecastTotalsParameters
    columns = (
        "segment", "full_date", "yhat", "item_sites", "lead_bucket", "mean_error_at_most",
    )  # fmt: skip

    @documented(
        "forecasts_totals",
        envelope_of("ForecastTotals", SegmentTotalSerializer, ForecastTotalsMetadata),
        parameters=ForecastTotalsParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = self.asked
        self.scope.require_dimension(asked["dimension"])
        run_ids = [asked["run_id"]] if "run_id" in asked else []
        runs = ModelRun.objects.of_forecasts(run_ids, self.version)
        window = window_of(asked, runs)
        segments = self._segments(runs[0], window) if window else []
        told = in_memory(by_segment_and_day(segments), self.columns) if self.file else segments
        metadata = told_window(window) | run_metadata(runs[0] if runs else None)
        return self.whole(told, dimension=asked["dimension"], **metadata)

    def _segments(self, run: ModelRun, window: tuple[date, date]) -> list[dict[str, Any]]:
        dimension = self.asked["dimension"]
        return segment_totals(
            run,
            dimension=dimension,
            segments=self.scope.visible_segments(dimension, self.asked["segment"]),
            window=window,
            today=timezone.localdate(),
            version=self.version,
        )
