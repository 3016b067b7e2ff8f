from django.urls import path

from analytics.views.accuracy import AccuracyView, ForecastComparisonView, ModelRunListView
from analytics.views.forecast_totals import ForecastTotalsView
from analytics.views.forecasts import ForecastListView
from analytics.views.trend import DemandTrendView

urlpatterns = [
    path("forecasts", ForecastListView.as_view(), name="forecasts"),
    path("forecasts/compare", ForecastComparisonView.as_view(), name="forecast-comparison"),
    path("forecasts/totals", ForecastTotalsView.as_view(), name="forecast-totals"),
    path("forecasts/accuracy", AccuracyView.as_view(), name="forecast-accuracy"),
    path("forecasts/runs", ModelRunListView.as_view(), name="model-runs"),
    path("analytics/demand-trend", DemandTrendView.as_view(), name="demand-trend"),
]
