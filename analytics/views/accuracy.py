"""How good forecasts were, and the runs there are."""

from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import AccuracyParameters
from analytics.models import ForecastAccuracy, ModelRun
from analytics.serializers.forecasts import (
    AccuracyMetadata,
    AccuracySerializer,
    ModelRunSerializer,
)
from nova.api.documentation import PageMetadata, documented, envelope_of
from nova.api.parameters import PageParameters
from nova.api.rows import Instant, columns_of
from nova.api.viewsets import DataView, Scoping


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
