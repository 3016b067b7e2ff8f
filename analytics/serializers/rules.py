"""Shapes of the glossary, of service levels and of what people set in place of the policy."""

from typing import Any

from rest_framework import serializers

from analytics.glossary.term import Group
from analytics.kpis.definitions import Direction
from analytics.serializers.inventory import XYZ_CLASSES
from core.serializers.dimensions import ABC_CLASSES
from nova.api.documentation import CountMetadata


class TermSerializer(serializers.Serializer[Any]):
    """A word that people meet on the pages, explained."""

    name = serializers.CharField(help_text="As fields and codes have it; unique within its group.")
    group = serializers.ChoiceField([group.value for group in Group])
    label = serializers.CharField()  # type: ignore[assignment]  # a field has one of its own
    meaning = serializers.CharField(allow_null=True, help_text="Null of KPIs: see formula.")
    formula = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    direction = serializers.ChoiceField(
        [direction.value for direction in Direction],
        allow_null=True,
        help_text="Which way is better; null where nothing is measured.",
    )
    sources = serializers.ListField(child=serializers.CharField(), help_text="Tables and views.")
    reference = serializers.CharField(allow_null=True, help_text="Literature.")


class GlossaryMetadata(CountMetadata):
    lang = serializers.CharField()


class ServiceLevelSerializer(serializers.Serializer[Any]):
    """One rule: it holds for items that meet all that it names; the highest level wins."""

    service_level_id = serializers.IntegerField()
    abc_class = serializers.ChoiceField(ABC_CLASSES, allow_null=True)
    xyz_class = serializers.ChoiceField(XYZ_CLASSES, allow_null=True)
    criticality_from = serializers.IntegerField(allow_null=True)
    criticality_to = serializers.IntegerField(allow_null=True)
    service_level = serializers.FloatField(help_text="Share of lead times without a stockout.")
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True, help_text="Last day; null: it goes on.")
    source = serializers.CharField()  # type: ignore[assignment]  # a field has one of its own
    holds = serializers.BooleanField(help_text="Today.")


class PolicyOverrideSerializer(serializers.Serializer[Any]):
    """Figures that a person set for an item, at one site or at all, until a day."""

    override_id = serializers.IntegerField()
    item_id = serializers.IntegerField()
    sku = serializers.CharField()
    item_name = serializers.CharField()
    site_id = serializers.IntegerField(allow_null=True, help_text="Null: at every site.")
    site_code = serializers.CharField(allow_null=True)
    site_name = serializers.CharField(allow_null=True)
    service_level = serializers.FloatField(allow_null=True)
    safety_stock = serializers.FloatField(allow_null=True)
    reorder_point = serializers.FloatField(allow_null=True)
    lead_time_days = serializers.FloatField(allow_null=True)
    reason = serializers.CharField()
    actor = serializers.CharField()
    starts_on = serializers.DateField()
    expires_on = serializers.DateField(help_text="The last day on which it holds.")
    holds = serializers.BooleanField(help_text="Today.")
    created_at = serializers.DateTimeField()
