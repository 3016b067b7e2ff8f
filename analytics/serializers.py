"""Shapes of forecasts and of an item's sites."""

from typing import Any

from rest_framework import serializers

from analytics.kpis.definitions import DIMENSIONS, KPIS, REASONS, Direction, Unit
from analytics.models import KpiTarget, ModelRun
from core.serializers import SITE_TYPES
from nova.api.documentation import CountMetadata, PageMetadata


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


def _figure(unit: Unit, formula: str) -> serializers.Field[Any, Any, Any, Any]:
    if unit is Unit.ITEM_SITES:
        return serializers.IntegerField(allow_null=True, help_text=formula)
    return serializers.FloatField(allow_null=True, help_text=f"{formula} ({unit})")


class KpiDaySerializer(serializers.Serializer[Any]):
    """Figures of one day; null where REASONS say why, never 0 instead."""

    full_date = serializers.DateField()
    dimension = serializers.ChoiceField(
        DIMENSIONS, allow_null=True, help_text="Null: the whole company."
    )
    segment = serializers.CharField(allow_null=True)
    reasons = serializers.DictField(
        child=serializers.ChoiceField(tuple(REASONS)),
        help_text="Name of each KPI that is null to why it is.",
    )
    computed_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        figures = {kpi.name: _figure(kpi.unit, kpi.formula.en) for kpi in KPIS}
        return {**super().get_fields(), **figures}


class KpiTargetSerializer(serializers.Serializer[Any]):
    dimension = serializers.ChoiceField(
        DIMENSIONS, allow_null=True, help_text="Null: the whole company."
    )
    segment = serializers.CharField(allow_null=True)
    comparison = serializers.ChoiceField(KpiTarget.Comparison.values)
    target = serializers.FloatField(help_text="Of REDUCTION the fraction of the baseline to save.")
    upper_target = serializers.FloatField(allow_null=True, help_text="Of BETWEEN.")
    baseline = serializers.FloatField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # a field has one of its own
    valid_from = serializers.DateField()


class KpiDefinitionSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # as above
    formula = serializers.CharField()
    unit = serializers.ChoiceField([unit.value for unit in Unit])
    direction = serializers.ChoiceField([direction.value for direction in Direction])
    sources = serializers.ListField(child=serializers.CharField())
    decimals = serializers.IntegerField()
    targets = KpiTargetSerializer(many=True)


class KpiDefinitionMetadata(CountMetadata):
    lang = serializers.CharField()
    reasons = serializers.DictField(
        child=serializers.CharField(), help_text="Code of a reason to its words."
    )
