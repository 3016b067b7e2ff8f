"""Shapes of materials, sites and demand; PostgreSQL makes the rows, these describe them."""

from typing import Any

from rest_framework import serializers

from nova.api.documentation import CountMetadata

ABC_CLASSES = ("A", "B", "C")
SITE_TYPES = [
    "WAREHOUSE",
    "STORE",
    "DISTRIBUTION_CENTER",
    "TOWER",
    "OFFICE",
    "TECHNICIAN",
    "UNKNOWN",
]


class ItemSerializer(serializers.Serializer[Any]):
    item_id = serializers.IntegerField()
    sku = serializers.CharField()
    name = serializers.CharField()
    family = serializers.CharField(allow_null=True)
    category = serializers.CharField(allow_null=True)
    abc_class = serializers.ChoiceField(ABC_CLASSES, allow_null=True)
    criticality = serializers.IntegerField(allow_null=True, min_value=0, max_value=10)
    unit_measure = serializers.CharField()


class ItemDetailSerializer(serializers.Serializer[Any]):
    item_id = serializers.IntegerField()
    sku = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField(allow_null=True)
    family = serializers.CharField(allow_null=True)
    category = serializers.CharField(allow_null=True)
    subcategory = serializers.CharField(allow_null=True)
    abc_class = serializers.ChoiceField(ABC_CLASSES, allow_null=True)
    criticality = serializers.IntegerField(allow_null=True, min_value=0, max_value=10)
    unit_measure = serializers.CharField()
    unit_cost = serializers.FloatField(allow_null=True, help_text="BRL per unit_measure.")
    active = serializers.BooleanField()
    extra_attributes = serializers.DictField()


class FamilySerializer(serializers.Serializer[Any]):
    family = serializers.CharField()
    item_count = serializers.IntegerField()


class SiteSerializer(serializers.Serializer[Any]):
    site_id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField(allow_null=True)
    state_code = serializers.CharField(allow_null=True)
    site_type = serializers.ChoiceField(SITE_TYPES, allow_null=True)
    active = serializers.BooleanField()


class DemandPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    quantity = serializers.FloatField(help_text="Units over all suppliers.")


class DemandMetadata(CountMetadata):
    item_id = serializers.IntegerField()
    site_id = serializers.IntegerField()
    data_as_of = serializers.DateField(
        allow_null=True, help_text="Last day of the latest load; null before the first."
    )
