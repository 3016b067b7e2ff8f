from django.urls import path

from analytics.views import ForecastListView, ItemSitesView

urlpatterns = [
    path("items/<int:item_id>/sites", ItemSitesView.as_view(), name="item-sites"),
    path("forecasts", ForecastListView.as_view(), name="forecasts"),
]
