"""Places, suppliers and days."""

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from core.filters.dimensions import (
    CalendarParameters,
    SiteFilters,
    SiteListParameters,
    SupplierFilters,
    SupplierListParameters,
)
from core.models import Calendar, Region, Site, Supplier
from core.serializers.dimensions import (
    CalendarDaySerializer,
    RegionSerializer,
    SiteSerializer,
    SupplierSerializer,
)
from nova.api.documentation import USUAL, ListMetadata, documented, envelope_of
from nova.api.rows import columns_of, rows_of
from nova.api.viewsets import DataView, ListView, Scoping


class SiteListView(ListView):
    """Sites by site_id."""

    scoping = Scoping.BY_SITE
    export = ("Locais", "Sites")
    parameters = SiteListParameters
    key = ("site_id",)
    orders = {"region": "region__name"}  # noqa: RUF012
    filters = SiteFilters
    columns = columns_of(SiteSerializer, region="region__name", state_code="region__state_code")

    def get_queryset(self) -> QuerySet[Site]:
        return Site.objects.visible_to(self.scope)

    @documented(
        "sites_list",
        envelope_of("SiteList", SiteSerializer, ListMetadata),
        parameters=SiteListParameters,
        filters=SiteFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class RegionListView(DataView):
    """Regions by name, with the number of their active sites."""

    scoping = Scoping.BY_SITE
    export = ("Regiões", "Regions")

    @documented("regions_list", envelope_of("RegionList", RegionSerializer))
    def get(self, _request: Request) -> Response:
        regions = Region.objects.with_sites(self.scope).order_by("name")
        return self.whole(rows_of(regions, columns_of(RegionSerializer)))


SUPPLIER_COLUMNS = columns_of(
    SupplierSerializer,
    on_time_delivery_rate=Cast("on_time_delivery_rate", FloatField()),
    reliability_score=Cast("reliability_score", FloatField()),
)


class SupplierListView(ListView):
    """Suppliers by supplier_id."""

    scoping = Scoping.NO_SITES
    export = ("Fornecedores", "Suppliers")
    parameters = SupplierListParameters
    key = ("supplier_id",)
    filters = SupplierFilters
    columns = SUPPLIER_COLUMNS

    def get_queryset(self) -> QuerySet[Supplier]:
        return Supplier.objects.all()

    @documented(
        "suppliers_list",
        envelope_of("SupplierList", SupplierSerializer, ListMetadata),
        parameters=SupplierListParameters,
        filters=SupplierFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class SupplierView(DataView):
    """One supplier, active or not."""

    scoping = Scoping.NO_SITES

    @documented("supplier_detail", SupplierSerializer, errors=(*USUAL, 404))
    def get(self, _request: Request, supplier_id: int) -> Response:
        rows = rows_of(Supplier.objects.filter(supplier_id=supplier_id), SUPPLIER_COLUMNS)
        if rows.count == 0:
            raise NotFound(f"No supplier has the id {supplier_id}.")
        return Response(rows.only())


class CalendarView(DataView):
    """Days with their weekends and holidays."""

    scoping = Scoping.NO_SITES
    export = ("Calendário", "Calendar")
    parameters = CalendarParameters

    @documented(
        "calendar_list",
        envelope_of("CalendarDays", CalendarDaySerializer),
        parameters=CalendarParameters,
    )
    def get(self, _request: Request) -> Response:
        days = Calendar.objects.between(self.asked["start_date"], self.asked["end_date"])
        if "holidays" in self.asked:
            days = days.holidays(of_states=self.asked["holidays"] == "any")
        return self.whole(rows_of(days, columns_of(CalendarDaySerializer)))
