"""Materials, sites and demand."""

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from core.filters import (
    DemandParameters,
    ItemFilters,
    ItemListParameters,
    SiteFilters,
    SiteListParameters,
)
from core.models import DemandDaily, Item, Site
from core.serializers import (
    DemandMetadata,
    DemandPointSerializer,
    FamilySerializer,
    ItemDetailSerializer,
    ItemSerializer,
    SiteSerializer,
)
from nova.api.documentation import USUAL, ListMetadata, documented, envelope_of
from nova.api.rows import columns_of, rows_of
from nova.api.viewsets import DataView, ListView, Scoping
from support.models import LoadRun


class ItemListView(ListView):
    """Active materials by item_id."""

    scoping = Scoping.NO_SITES
    parameters = ItemListParameters
    key = ("item_id",)
    filterset_class = ItemFilters
    columns = columns_of(ItemSerializer)

    def get_queryset(self) -> QuerySet[Item]:
        return Item.objects.in_catalogue()

    @documented(
        "items_list",
        envelope_of("ItemList", ItemSerializer, ListMetadata),
        parameters=ItemListParameters,
        filters=ItemFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class FamilyListView(DataView):
    """Families of active materials."""

    scoping = Scoping.NO_SITES

    @documented("item_families_list", envelope_of("FamilyList", FamilySerializer))
    def get(self, _request: Request) -> Response:
        return self.whole(rows_of(Item.objects.families(), columns_of(FamilySerializer)))


class ItemView(DataView):
    """One material, active or not."""

    scoping = Scoping.NO_SITES
    columns = columns_of(ItemDetailSerializer, unit_cost=Cast("unit_cost", FloatField()))

    @documented("item_detail", ItemDetailSerializer, errors=(*USUAL, 404))
    def get(self, _request: Request, item_id: int) -> Response:
        rows = rows_of(Item.objects.filter(item_id=item_id), self.columns)
        if rows.count == 0:
            raise NotFound(f"No item has the id {item_id}.")
        return Response(rows.only())


class SiteListView(ListView):
    """Sites by site_id."""

    scoping = Scoping.BY_SITE
    parameters = SiteListParameters
    key = ("site_id",)
    orders = {"region": "region__name"}  # noqa: RUF012
    filterset_class = SiteFilters
    columns = columns_of(SiteSerializer, region="region__name", state_code="region__state_code")

    def get_queryset(self) -> QuerySet[Site]:
        return Site.objects.visible_to(self.scope).order_by("site_id")

    @documented(
        "sites_list",
        envelope_of("SiteList", SiteSerializer, ListMetadata),
        parameters=SiteListParameters,
        filters=SiteFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class DemandSeriesView(DataView):
    """Units demanded per day; a day without demand has no row."""

    scoping = Scoping.BY_SITE
    parameters = DemandParameters

    @documented(
        "demand_timeseries",
        envelope_of("DemandSeries", DemandPointSerializer, DemandMetadata),
        parameters=DemandParameters,
    )
    def get(self, _request: Request) -> Response:
        pair = {name: self.asked[name] for name in ("item_id", "site_id")}
        window = (self.asked["start_date"], self.asked["end_date"])
        demand = DemandDaily.objects.visible_to(self.scope).for_pair(**pair).between(*window)
        rows = rows_of(demand.daily(), columns_of(DemandPointSerializer))
        data_as_of = LoadRun.objects.data_as_of("demand")
        return self.whole(rows, **pair, data_as_of=data_as_of)
