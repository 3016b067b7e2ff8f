"""Shapes of forecasts and of an item's sites."""

from typing import Any

from rest_framework import serializers

from analytics.models import ModelRun
from core.serializers.dimensions import SITE_TYPES
from nova.api.documentation import PageMetadata


class ItemSiteSerializer(serializers.Serializer[Any]):
    site_id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    site_type = serializers.ChoiceField(SITE_TYPES, allow_null=True)
    region = serializers.CharField(allow_null=True)
    demand_days = serializers.IntegerField(help_text="Days with demand in the last 365.")
    last_demand_date = serializers.DateField(allow_null=True)
    has_forecast = serializers.BooleanField()
    data_quality_note = serializers.CharField(allow_null=True)


class ForecastPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    yhat = serializers.FloatField()
    yhat_lower = serializers.FloatField(allow_null=True)
    yhat_upper = serializers.FloatField(allow_null=True)
    model_tag = serializers.CharField()
    horizon_days = serializers.IntegerField()
    confidence_level = serializers.FloatField(allow_null=True)


class ForecastMetadata(PageMetadata):
    item_id = serializers.IntegerField()
    site_id = serializers.IntegerField()
    run_id = serializers.IntegerField(allow_null=True, help_text="Null before the first run.")
    as_of = serializers.DateField(allow_null=True)
    model_tag = serializers.CharField(allow_null=True)
    computed_at = serializers.DateTimeField(allow_null=True)


def run_metadata(run: ModelRun | None) -> dict[str, object]:
    """What an answer tells of the run it comes from; nulls before the first publication."""
    names = ("as_of", "model_tag", "computed_at")
    told = {name: getattr(run, name) if run else None for name in names}
    return {"run_id": run.pk if run else None, **told}
