from django.urls import path

from core.views.dimensions import (
    CalendarView,
    RegionListView,
    SiteListView,
    SupplierListView,
    SupplierView,
)
from core.views.facts import DemandSeriesView, DemandTotalsView, InventorySeriesView, OrderListView
from core.views.items import FamilyListView, ItemView
from core.views.suppliers import LeadTimesView, ScorecardListView

urlpatterns = [
    path("items/families", FamilyListView.as_view(), name="item-families"),
    path("items/<int:item_id>", ItemView.as_view(), name="item"),
    path("sites", SiteListView.as_view(), name="sites"),
    path("regions", RegionListView.as_view(), name="regions"),
    path("suppliers", SupplierListView.as_view(), name="suppliers"),
    path("suppliers/scorecards", ScorecardListView.as_view(), name="supplier-scorecards"),
    path("suppliers/<int:supplier_id>", SupplierView.as_view(), name="supplier"),
    path(
        "suppliers/<int:supplier_id>/lead-times",
        LeadTimesView.as_view(),
        name="supplier-lead-times",
    ),
    path("calendar", CalendarView.as_view(), name="calendar"),
    path("demand/timeseries", DemandSeriesView.as_view(), name="demand-timeseries"),
    path("demand/totals", DemandTotalsView.as_view(), name="demand-totals"),
    path("inventory/timeseries", InventorySeriesView.as_view(), name="inventory-timeseries"),
    path("orders", OrderListView.as_view(), name="orders"),
]
