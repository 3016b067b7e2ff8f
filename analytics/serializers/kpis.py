"""Shapes of KPIs: by day, as cards, and what they are."""

from typing import Any

from rest_framework import serializers

from analytics.kpis.cards import CARD_REASONS, Over, Trend
from analytics.kpis.definitions import DIMENSIONS, KPIS, REASONS, Direction, Unit
from analytics.models import KpiTarget
from nova.api.documentation import CountMetadata


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


class CardTargetSerializer(KpiTargetSerializer):
    is_met = serializers.BooleanField(allow_null=True, help_text="Null: it cannot be told.")


class CardPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    value = serializers.FloatField(allow_null=True)


class KpiCardSerializer(serializers.Serializer[Any]):
    """One KPI over a period, beside the period of as many days before it."""

    kpi = serializers.CharField(help_text="Name of its definition.")
    unit = serializers.ChoiceField([unit.value for unit in Unit])
    decimals = serializers.IntegerField()
    direction = serializers.ChoiceField([direction.value for direction in Direction])
    over = serializers.ChoiceField([over.value for over in Over])
    value = serializers.FloatField(allow_null=True)
    previous = serializers.FloatField(allow_null=True, help_text="The period before.")
    change = serializers.FloatField(allow_null=True, help_text="value - previous, in the unit.")
    trend = serializers.ChoiceField([trend.value for trend in Trend], allow_null=True)
    value_days = serializers.IntegerField(help_text="Days of the period that have a figure.")
    latest = CardPointSerializer(allow_null=True, help_text="Last day that has a figure.")
    reason = serializers.ChoiceField(
        tuple(CARD_REASONS), allow_null=True, help_text="Of a null value."
    )
    target = CardTargetSerializer(allow_null=True)
    series = CardPointSerializer(many=True, help_text="The period, day by day.")


class SummaryMetadata(CountMetadata):
    as_of = serializers.DateField(allow_null=True, help_text="Last day of the period.")
    first_day = serializers.DateField(allow_null=True)
    previous_first_day = serializers.DateField(allow_null=True)
    days = serializers.IntegerField()
    dimension = serializers.ChoiceField(DIMENSIONS, allow_null=True)
    segment = serializers.CharField(allow_null=True)
    run_id = serializers.IntegerField(allow_null=True, help_text="That worked out the last day.")
    computed_at = serializers.DateTimeField(allow_null=True)
    data_version = serializers.IntegerField()


class TrendPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    actual = serializers.FloatField(allow_null=True, help_text="Units wanted.")
    forecast = serializers.FloatField(
        allow_null=True,
        help_text="Units forecast by the champion run. Without bounds: those of item-sites cannot"
        " be added up, since their errors go together on days that concern them all.",
    )


class TrendMetadata(CountMetadata):
    demand_as_of = serializers.DateField(help_text="Last day of demand that is known.")
    dimension = serializers.ChoiceField(DIMENSIONS, allow_null=True)
    segment = serializers.CharField(allow_null=True)
    run_id = serializers.IntegerField(allow_null=True, help_text="Of the forecasts.")
    as_of = serializers.DateField(allow_null=True, help_text="Last day the forecasts knew.")
    model_tag = serializers.CharField(allow_null=True)
    computed_at = serializers.DateTimeField(allow_null=True)
