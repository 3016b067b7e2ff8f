from django.urls import path

from core.views import DemandSeriesView, FamilyListView, ItemListView, ItemView, SiteListView

urlpatterns = [
    path("items", ItemListView.as_view(), name="items"),
    path("items/families", FamilyListView.as_view(), name="item-families"),
    path("items/<int:item_id>", ItemView.as_view(), name="item"),
    path("sites", SiteListView.as_view(), name="sites"),
    path("demand/timeseries", DemandSeriesView.as_view(), name="demand-timeseries"),
]
