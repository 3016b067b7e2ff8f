"""Runs of forecasts: which there are, how good they were, and what each foresees."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from django.db.models import FloatField
from django.db.models.functions import Cast
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import AccuracyParameters
from analytics.filters.forecasts import ComparisonParameters, told_window, window_of
from analytics.models import Forecast, ForecastAccuracy, ModelRun
from analytics.serializers.forecasts import (
    AccuracyMetadata,
    AccuracySerializer,
    ComparedPointSerializer,
    ComparedRunSerializer,
    ComparedSeriesSerializer,
    ComparisonMetadata,
    ModelRunSerializer,
)
from nova.api.documentation import PageMetadata, documented, envelope_of
from nova.api.parameters import PageParameters
from nova.api.rows import Columns, Instant, columns_of, in_memory
from nova.api.viewsets import DataView, Scoping

SERIES = ("item_id", "sku", "item_name", "unit_measure", "site_id", "site_code", "site_name",
          "run_id", "model_tag")  # fmt: skip
POINT = tuple(ComparedPointSerializer().fields)
RUN = tuple(ComparedRunSerializer().fields)
ELSEWHERE: Columns = {
    "sku": "item__sku",
    "item_name": "item__name",
    "unit_measure": "item__unit_measure",
    "site_code": "site__code",
    "site_name": "site__name",
    **{
        name: Cast(name, FloatField())
        for name in ("yhat", "yhat_lower", "yhat_upper", "confidence_level")
    },
}


class AccuracyView(DataView):
    """Figures of one run by model, lead time and segment; the newest that was scored by default."""

    scoping = Scoping.BY_SEGMENT
    export = ("Acurácia das previsões", "Accuracy of forecasts")
    parameters = AccuracyParameters
    columns = columns_of(AccuracySerializer, computed_at=Instant("computed_at"))

    @documented(
        "forecast_accuracy",
        envelope_of("ForecastAccuracyList", AccuracySerializer, AccuracyMetadata),
        parameters=AccuracyParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = self.asked
        dimension = asked["dimension"]
        self.scope.require_dimension(None if dimension == "ALL" else dimension)
        run_id = asked.get("run_id") or ForecastAccuracy.objects.newest_run()
        narrowing = ("model_tag", "lead_bucket", "segment")
        named = {name: asked[name] for name in narrowing if name in asked}
        scored = ForecastAccuracy.objects.filter(dimension=dimension, **named)
        of_run = scored.filter(forecast_run_id=run_id) if run_id else scored.none()
        figures = self.scope.narrow_segments(of_run)
        in_order = figures.order_by("model_tag", "segment", "lead_bucket")
        return self.page(in_order, self.columns, run_id=run_id)


class ModelRunListView(DataView):
    """Published runs of forecasts and features, the newest first."""

    scoping = Scoping.NO_SITES
    export = ("Cargas de modelos", "Runs of models")
    parameters = PageParameters
    columns = columns_of(
        ModelRunSerializer,
        run_id="run_id",
        computed_at=Instant("computed_at"),
        published_at=Instant("published_at"),
        crowned_at=Instant("crowned_at"),
        dropped_at=Instant("dropped_at"),
    )

    @documented(
        "model_runs_list",
        envelope_of("ModelRunList", ModelRunSerializer, PageMetadata),
        parameters=PageParameters,
    )
    def get(self, _request: Request) -> Response:
        return self.page(ModelRun.objects.order_by("-run_id"), self.columns)


class ForecastComparisonView(DataView):
    """Forecasts of several items at several sites, as one run or several foresee them."""

    scoping = Scoping.BY_SITE
    export = ("Previsões lado a lado", "Forecasts side by side")
    parameters = ComparisonParameters
    columns: ClassVar[Columns] = {name: ELSEWHERE.get(name, name) for name in (*SERIES, *POINT)}

    @documented(
        "forecasts_compare",
        envelope_of("ForecastComparison", ComparedSeriesSerializer, ComparisonMetadata),
        parameters=ComparisonParameters,
    )
    def get(self, _request: Request) -> Response:
        runs = ModelRun.objects.of_forecasts(self.asked.get("run_id", []), self.version)
        window = window_of(self.asked, runs)
        rows = self._rows(runs, *window) if window else []
        told = in_memory(rows, self.columns) if self.file else _series(rows, runs)
        runs_told = [{name: getattr(run, name) for name in RUN} for run in runs]
        return self.whole(told, **told_window(window), runs=runs_told)

    def _rows(self, runs: Sequence[ModelRun], first: date, last: date) -> list[dict[str, Any]]:
        """One for each day of each series, in the order of the series."""
        asked = self.asked
        models = {"model_tag__in": asked["model_tag"]} if "model_tag" in asked else {}
        found = Forecast.objects.visible_to(self.scope).filter(
            run_id__in=[run.pk for run in runs],
            item_id__in=asked["item_id"],
            site_id__in=asked["site_id"],
            **models,
        )
        chosen = found.within(first, last).one_a_day().values_list(*self.columns.values())
        return [dict(zip(self.columns, row, strict=True)) for row in chosen]


def _series(rows: list[dict[str, Any]], runs: Sequence[ModelRun]) -> list[dict[str, Any]]:
    by_id = {run.pk: run for run in runs}
    series = []
    for key, days in groupby(rows, key=lambda row: tuple(row[name] for name in SERIES)):
        told = dict(zip(SERIES, key, strict=True))
        run = by_id[told["run_id"]]
        points = [{name: day[name] for name in POINT} for day in days]
        told |= {"run_status": run.status, "as_of": run.as_of, "computed_at": run.computed_at}
        series.append(told | {"points": points})
    return series
