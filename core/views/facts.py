"""Demand, stock and orders, within a window of days."""

from django.db.models import F, FloatField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from core.filters.facts import (
    NARROWING,
    PARTS,
    DemandTotalsParameters,
    InventorySeriesParameters,
    OrderFilters,
    OrderListParameters,
    SeriesParameters,
)
from core.models import DemandDaily, Order
from core.serializers.facts import (
    DemandBucketSerializer,
    DemandPointSerializer,
    DemandTotalsMetadata,
    InventoryPointSerializer,
    OrderMetadata,
    OrderSerializer,
    SeriesMetadata,
)
from core.series import DEMAND, INVENTORY, series
from nova.api.documentation import documented, envelope_of
from nova.api.rows import columns_of, rows_of
from nova.api.viewsets import DataView, ListView, Scoping
from support.reads import last_day

WHERE_FROM = {
    "family": "item__family",
    "abc_class": "item__abc_class",
    "region_id": "site__region_id",
}


class DemandSeriesView(DataView):
    """Units demanded per day; a day without demand has no row."""

    scoping = Scoping.BY_SITE
    is_hot = True
    export = ("Demanda por dia", "Demand by day")
    parameters = SeriesParameters

    @documented(
        "demand_timeseries",
        envelope_of("DemandSeries", DemandPointSerializer, SeriesMetadata),
        parameters=SeriesParameters,
    )
    def get(self, _request: Request) -> Response:
        pair = {name: self.asked[name] for name in ("item_id", "site_id")}
        rows = series(DEMAND, self.asked, self.scope)
        data_as_of = last_day("demand", self.version)
        return self.whole(rows, **pair, data_as_of=data_as_of)


class DemandTotalsView(DataView):
    """Demand summed by day, week or month, in all or for each item, site or pair of them."""

    scoping = Scoping.BY_SITE
    export = ("Demanda somada", "Summed demand")
    parameters = DemandTotalsParameters

    @documented(
        "demand_totals",
        envelope_of("DemandTotals", DemandBucketSerializer, DemandTotalsMetadata),
        parameters=DemandTotalsParameters,
    )
    def get(self, _request: Request) -> Response:
        asked, parts = self.asked, PARTS[self.asked["by"]]
        narrowing = {WHERE_FROM.get(name, name): asked.get(name, []) for name in NARROWING}
        demand = (
            DemandDaily.objects.visible_to(self.scope)
            .between(asked["start_date"], asked["end_date"])
            .of(**narrowing)
        )
        nobody = Value(None, output_field=IntegerField())
        columns = columns_of(
            DemandBucketSerializer,
            quantity="units",
            unfulfilled_quantity="missed",
            **{name: name if name in parts else nobody for name in ("item_id", "site_id")},
        )
        return self.whole(
            rows_of(demand.totals(asked["bucket"], parts), columns),
            bucket=asked["bucket"],
            by=asked["by"],
            data_as_of=last_day("demand", self.version),
        )


class InventorySeriesView(DataView):
    """Units in stock at the end of each day that was counted."""

    scoping = Scoping.BY_SITE
    is_hot = True
    export = ("Estoque por dia", "Stock by day")
    parameters = InventorySeriesParameters

    @documented(
        "inventory_timeseries",
        envelope_of("InventorySeries", InventoryPointSerializer, SeriesMetadata),
        parameters=InventorySeriesParameters,
    )
    def get(self, _request: Request) -> Response:
        pair = {name: self.asked[name] for name in ("item_id", "site_id")}
        rows = series(INVENTORY, self.asked, self.scope)
        data_as_of = last_day("inventory", self.version)
        return self.whole(rows, **pair, data_as_of=data_as_of)


class OrderListView(ListView):
    """Order lines placed in a window of days, the latest first."""

    scoping = Scoping.BY_SITE
    export = ("Pedidos", "Orders")
    parameters = OrderListParameters
    key = ("-order_date", "-order_id")
    filters = OrderFilters
    columns = columns_of(
        OrderSerializer,
        sku="item__sku",
        item_name="item__name",
        site_code="site__code",
        supplier_name="supplier__name",
        quantity=Cast("quantity", FloatField()),
        unit_price=Cast("unit_price", FloatField()),
        is_late=F("is_late"),
        days_late=F("days_late"),
    )

    def get_queryset(self) -> QuerySet[Order]:
        window = (self.asked["start_date"], self.asked["end_date"])
        placed = Order.objects.visible_to(self.scope).placed_between(*window)
        return placed.judged_on(self.judged_on)

    @documented(
        "orders_list",
        envelope_of("OrderList", OrderSerializer, OrderMetadata),
        parameters=OrderListParameters,
        filters=OrderFilters,
    )
    def get(self, request: Request) -> Response:
        self.judged_on = last_day("orders", self.version) or timezone.localdate()
        return self.list(request, judged_on=self.judged_on)
