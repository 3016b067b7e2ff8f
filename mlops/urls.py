from django.urls import path

from mlops.views import metrics

urlpatterns = [path("metrics", metrics, name="metrics")]
