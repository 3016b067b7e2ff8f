from django.urls import path

from analytics.views.kpi_definitions import KpiDefinitionListView
from analytics.views.kpis import KpiListView
from analytics.views.summary import SummaryView

urlpatterns = [
    path("analytics/summary", SummaryView.as_view(), name="summary"),
    path("analytics/kpis", KpiListView.as_view(), name="kpis"),
    path("analytics/kpi-definitions", KpiDefinitionListView.as_view(), name="kpi-definitions"),
]
