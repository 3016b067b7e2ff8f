"""Shapes of materials, places, suppliers, days; PostgreSQL makes the rows, these describe them."""

from typing import Any

from rest_framework import serializers

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
SUPPLIER_TYPES = ["DOMESTIC", "IMPORT", "HYBRID"]


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
    region_id = serializers.IntegerField(allow_null=True)
    region = serializers.CharField(allow_null=True)
    state_code = serializers.CharField(allow_null=True)
    site_type = serializers.ChoiceField(SITE_TYPES, allow_null=True)
    active = serializers.BooleanField()


class RegionSerializer(serializers.Serializer[Any]):
    region_id = serializers.IntegerField()
    name = serializers.CharField()
    state_code = serializers.CharField(allow_null=True)
    economic_zone = serializers.CharField(allow_null=True)
    site_count = serializers.IntegerField(help_text="Active sites that you may see.")


class SupplierSerializer(serializers.Serializer[Any]):
    supplier_id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    supplier_type = serializers.ChoiceField(SUPPLIER_TYPES, allow_null=True)
    avg_lead_time_days = serializers.IntegerField(
        allow_null=True, help_text="As the master data promise."
    )
    on_time_delivery_rate = serializers.FloatField(
        allow_null=True, help_text="As the master data say, a fraction; the scorecard measures."
    )
    reliability_score = serializers.FloatField(allow_null=True, help_text="From 0 to 100.")
    active = serializers.BooleanField()


class CalendarDaySerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    weekday = serializers.IntegerField(help_text="Monday is 0.")
    is_weekend = serializers.BooleanField()
    is_holiday = serializers.BooleanField(help_text="In the whole country.")
    holiday_name = serializers.CharField(allow_null=True)
    holiday_type = serializers.ChoiceField(["PUBLIC", "OPTIONAL"], allow_null=True)
    state_holidays = serializers.DictField(
        child=serializers.CharField(), help_text="State code to holiday name."
    )
