"""Stock beside its policy: item by item, by site and family, by class."""

from typing import Any

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from analytics.models import InventoryHealth
from analytics.serializers.inventory import (
    CellsMetadata,
    HealthCellSerializer,
    InventoryPositionSerializer,
    MatrixCellSerializer,
    PolicyDayMetadata,
)
from analytics.views.inventory_filters import HealthFilters, PositionListParameters
from nova.api.documentation import documented, envelope_of
from nova.api.filtering import narrowed
from nova.api.rows import columns_of, rows_of
from nova.api.viewsets import DataView, ListView, Scoping

QUANTITIES = (
    "current_stock", "safety_stock", "reorder_point", "inbound_quantity", "mean_daily_demand",
    "cover_days", "excess_quantity", "stock_value",
)  # fmt: skip


class PositionListView(ListView):
    """Items at sites under the latest policy."""

    scoping = Scoping.BY_SITE
    export = ("Estoque por local", "Stock by site")
    parameters = PositionListParameters
    key = ("item_id", "site_id")
    filters = HealthFilters
    orders = {"sku": "item__sku", "site_code": "site__code"}  # noqa: RUF012
    columns = columns_of(
        InventoryPositionSerializer,
        sku="item__sku",
        item_name="item__name",
        family="item__family",
        site_code="site__code",
        site_name="site__name",
        **{name: Cast(name, FloatField()) for name in QUANTITIES},
    )

    def get_queryset(self) -> QuerySet[InventoryHealth]:
        return InventoryHealth.pairs.visible_to(self.scope)

    @documented(
        "inventory_positions_list",
        envelope_of("InventoryPositionList", InventoryPositionSerializer, PolicyDayMetadata),
        parameters=PositionListParameters,
        filters=HealthFilters,
    )
    def get(self, request: Request) -> Response:
        return self.list(request, as_of=InventoryHealth.pairs.as_of())


class CellsView(DataView):
    """Item-sites under the latest policy, counted by state in cells."""

    scoping = Scoping.BY_SITE
    filters = HealthFilters

    def cells(
        self, request: Request, shape: type[Serializer[Any]], *parts: str, **elsewhere: str
    ) -> Response:
        visible = InventoryHealth.pairs.visible_to(self.scope)
        held: Any = narrowed(HealthFilters, request.query_params, visible)
        columns = columns_of(shape, stock_value="value", **elsewhere)
        return self.whole(rows_of(held.by(*parts), columns), as_of=InventoryHealth.pairs.as_of())


class InventoryHealthView(CellsView):
    """The map of sites and families."""

    export = ("Situação por local e família", "State by site and family")

    @documented(
        "inventory_health",
        envelope_of("InventoryHealth", HealthCellSerializer, CellsMetadata),
        filters=HealthFilters,
    )
    def get(self, request: Request) -> Response:
        return self.cells(
            request,
            HealthCellSerializer,
            "site__code",
            "item__family",
            "site_id",
            "site__name",
            site_code="site__code",
            site_name="site__name",
            family="item__family",
        )


class ClassMatrixView(CellsView):
    """The nine cells of ABC and XYZ, and what has no class."""

    export = ("Situação por classe", "State by class")

    @documented(
        "inventory_matrix",
        envelope_of("InventoryMatrix", MatrixCellSerializer, CellsMetadata),
        filters=HealthFilters,
    )
    def get(self, request: Request) -> Response:
        return self.cells(request, MatrixCellSerializer, "abc_class", "xyz_class")
