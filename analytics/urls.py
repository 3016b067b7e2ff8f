from django.urls import path

from analytics import urls_forecasts, urls_kpis
from analytics.views.alerts import AlertListView, AlertView, DataVersionView
from analytics.views.catalogue import CatalogueView
from analytics.views.decisions import (
    AcknowledgeView,
    AlertReadView,
    AlertsReadView,
    BulkDecisionView,
    DismissView,
    ReopenView,
    SnoozeView,
)
from analytics.views.inventory import ClassMatrixView, InventoryHealthView, PositionListView
from analytics.views.item_sites import ItemSitesView
from analytics.views.policy import FeatureListView, PolicyListView, StockProjectionView
from analytics.views.recommendations import (
    OutcomeSummaryView,
    RecommendationListView,
    RecommendationView,
)
from analytics.views.rules import GlossaryView, OverrideListView, ServiceLevelListView

_ADVICE = "recommendations/<int:recommendation_id>"

urlpatterns = [
    *urls_forecasts.urlpatterns,
    *urls_kpis.urlpatterns,
    path("items", CatalogueView.as_view(), name="items"),
    path("data-version", DataVersionView.as_view(), name="data-version"),
    path("recommendations", RecommendationListView.as_view(), name="recommendations"),
    path("recommendations/outcomes", OutcomeSummaryView.as_view(), name="recommendation-outcomes"),
    path("recommendations/decisions", BulkDecisionView.as_view(), name="recommendations-decide"),
    path(_ADVICE, RecommendationView.as_view(), name="recommendation"),
    path(f"{_ADVICE}/acknowledge", AcknowledgeView.as_view(), name="recommendation-acknowledge"),
    path(f"{_ADVICE}/snooze", SnoozeView.as_view(), name="recommendation-snooze"),
    path(f"{_ADVICE}/dismiss", DismissView.as_view(), name="recommendation-dismiss"),
    path(f"{_ADVICE}/reopen", ReopenView.as_view(), name="recommendation-reopen"),
    path("alerts", AlertListView.as_view(), name="alerts"),
    path("alerts/mark-read", AlertsReadView.as_view(), name="alerts-mark-read"),
    path("alerts/<int:alert_id>", AlertView.as_view(), name="alert"),
    path("alerts/<int:alert_id>/mark-read", AlertReadView.as_view(), name="alert-mark-read"),
    path("items/<int:item_id>/sites", ItemSitesView.as_view(), name="item-sites"),
    path("inventory/positions", PositionListView.as_view(), name="inventory-positions"),
    path("inventory/health", InventoryHealthView.as_view(), name="inventory-health"),
    path("inventory/matrix", ClassMatrixView.as_view(), name="inventory-matrix"),
    path("features", FeatureListView.as_view(), name="features"),
    path("glossary", GlossaryView.as_view(), name="glossary"),
    path("analytics/service-levels", ServiceLevelListView.as_view(), name="service-levels"),
    path("analytics/policy-overrides", OverrideListView.as_view(), name="policy-overrides"),
    path("analytics/policies", PolicyListView.as_view(), name="policies"),
    path("analytics/stock-projection", StockProjectionView.as_view(), name="stock-projection"),
]
