from django.urls import path

from analytics.views.catalogue import CatalogueView
from analytics.views.forecasts import ForecastListView, ItemSitesView
from analytics.views.inventory import ClassMatrixView, InventoryHealthView, PositionListView
from analytics.views.kpis import KpiDefinitionListView, KpiListView
from analytics.views.policy import FeatureListView, PolicyListView, StockProjectionView
from analytics.views.summary import SummaryView

urlpatterns = [
    path("items", CatalogueView.as_view(), name="items"),
    path("items/<int:item_id>/sites", ItemSitesView.as_view(), name="item-sites"),
    path("inventory/positions", PositionListView.as_view(), name="inventory-positions"),
    path("inventory/health", InventoryHealthView.as_view(), name="inventory-health"),
    path("inventory/matrix", ClassMatrixView.as_view(), name="inventory-matrix"),
    path("forecasts", ForecastListView.as_view(), name="forecasts"),
    path("features", FeatureListView.as_view(), name="features"),
    path("analytics/policies", PolicyListView.as_view(), name="policies"),
    path("analytics/stock-projection", StockProjectionView.as_view(), name="stock-projection"),
    path("analytics/summary", SummaryView.as_view(), name="summary"),
    path("analytics/kpis", KpiListView.as_view(), name="kpis"),
    path("analytics/kpi-definitions", KpiDefinitionListView.as_view(), name="kpi-definitions"),
]
