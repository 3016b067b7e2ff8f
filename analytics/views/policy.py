"""Stock policy, projected stock and features of an item at its sites."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import FeaturesParameters, PolicyParameters, ProjectionParameters
from analytics.models import Features, InventoryPolicy, ModelRun
from analytics.policy.projection import NOT_KNOWN, Projection, orders_under_way, project_stock
from analytics.serializers.forecasts import run_metadata
from analytics.serializers.policy import (
    FeaturesMetadata,
    FeaturesSerializer,
    PolicySerializer,
    ProjectionMetadata,
    StockDaySerializer,
)
from nova.api.documentation import documented, envelope_of
from nova.api.rows import Instant, columns_of, rows_of
from nova.api.viewsets import DataView, Scoping

TOLD = ("as_of", "current_stock", "stock_date", "safety_stock", "reorder_point")


class PolicyListView(DataView):
    """The policy of an item at its sites on the last day that was worked out, by site code."""

    scoping = Scoping.BY_SITE
    export = ("Política de estoque", "Stock policy")
    parameters = PolicyParameters
    columns = columns_of(
        PolicySerializer,
        site_code="site__code",
        site_name="site__name",
        supplier_name="supplier__name",
    )

    @documented(
        "policies_list",
        envelope_of("PolicyList", PolicySerializer),
        parameters=PolicyParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = {name: self.asked[name] for name in ("item_id", "site_id") if name in self.asked}
        policies = InventoryPolicy.objects.visible_to(self.scope).latest_day().filter(**asked)
        return self.whole(rows_of(policies.order_by("site__code"), self.columns))


class StockProjectionView(DataView):
    """Stock of an item at a site as forecasts and promised orders would have it, day by day."""

    scoping = Scoping.BY_SITE
    export = ("Estoque projetado", "Projected stock")
    parameters = ProjectionParameters

    @documented(
        "stock_projection",
        envelope_of("StockProjection", StockDaySerializer, ProjectionMetadata),
        parameters=ProjectionParameters,
    )
    def get(self, _request: Request) -> Response:
        pair = {name: self.asked[name] for name in ("item_id", "site_id")}
        policies = InventoryPolicy.objects.visible_to(self.scope).filter(**pair)
        policy = policies.order_by("-as_of").first()
        if policy is None:
            return self.whole([], **pair, **_told(None, NOT_KNOWN), inbound=[])
        champion = ModelRun.objects.champion("forecasts")
        projection = project_stock(policy, champion, self.asked["days"])
        told = _told(policy, projection)
        inbound = orders_under_way(policy)
        return self.whole(projection.days, **pair, **told, inbound=inbound)


class FeatureListView(DataView):
    """Features of an item as the models saw them, of the champion run, by day and site."""

    scoping = Scoping.BY_SITE
    export = ("Características", "Features")
    parameters = FeaturesParameters
    columns = columns_of(FeaturesSerializer, computed_at=Instant("computed_at"))

    @documented(
        "features_list",
        envelope_of("FeaturesList", FeaturesSerializer, FeaturesMetadata),
        parameters=FeaturesParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = self.asked
        champion = ModelRun.objects.champion("features")
        features: QuerySet[Features] = Features.objects.none()
        if champion:
            features = (
                Features.objects.visible_to(self.scope)
                .filter(run_id=champion.pk, item_id=asked["item_id"])
                .at(asked.get("site_id"))
                .within(asked.get("start_date"), asked.get("end_date"))
                .order_by("full_date", "site_id")
            )
        told = {"item_id": asked["item_id"], **run_metadata(champion)}
        return self.page(features, self.columns, **told)


def _told(policy: InventoryPolicy | None, projection: Projection) -> dict[str, Any]:
    return {
        **{name: getattr(policy, name, None) for name in TOLD},
        "forecast_run_id": projection.run_id,
        "confidence_level": projection.level if projection.has_band else None,
        "band": "INDEPENDENT_DAYS" if projection.has_band else None,
        "stockout": {
            "earliest": projection.first_below("stock_lower"),
            "expected": projection.first_below("stock"),
            "latest": projection.first_below("stock_upper"),
        },
    }
