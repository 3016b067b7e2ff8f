"""Shapes of stock beside its policy."""

from typing import Any

from rest_framework import serializers

from analytics.models import InventoryHealth
from core.serializers.dimensions import ABC_CLASSES
from nova.api.documentation import CountMetadata, ListMetadata

XYZ_CLASSES = ("X", "Y", "Z")
DEMAND_CLASSES = ("SMOOTH", "INTERMITTENT", "ERRATIC", "LUMPY")
STATES = [state.value for state in InventoryHealth.State]


class InventoryPositionSerializer(serializers.Serializer[Any]):
    """An item at a site: what is there, what the policy asks for, and its state."""

    item_id = serializers.IntegerField()
    sku = serializers.CharField()
    item_name = serializers.CharField()
    family = serializers.CharField(allow_null=True)
    site_id = serializers.IntegerField()
    site_code = serializers.CharField()
    site_name = serializers.CharField()
    abc_class = serializers.ChoiceField(ABC_CLASSES, allow_null=True)
    xyz_class = serializers.ChoiceField(XYZ_CLASSES, allow_null=True)
    demand_class = serializers.ChoiceField(DEMAND_CLASSES, allow_null=True)
    state = serializers.ChoiceField(STATES, help_text="The first that fits.")
    current_stock = serializers.FloatField(
        allow_null=True, help_text="Null: not counted for too long."
    )
    stock_date = serializers.DateField(allow_null=True)
    safety_stock = serializers.FloatField(allow_null=True)
    reorder_point = serializers.FloatField(allow_null=True)
    inbound_quantity = serializers.FloatField(help_text="Ordered and not received.")
    next_inbound_date = serializers.DateField(allow_null=True)
    mean_daily_demand = serializers.FloatField()
    last_demand_date = serializers.DateField(allow_null=True)
    cover_days = serializers.FloatField(
        allow_null=True, help_text="Stock over mean daily demand; null without either."
    )
    days_to_rupture = serializers.IntegerField(
        allow_null=True, help_text="By the forecast; null when it is beyond what is forecast."
    )
    excess_quantity = serializers.FloatField(allow_null=True, help_text="Null: no excess.")
    stock_value = serializers.FloatField(allow_null=True, help_text="BRL; null without a cost.")


class PolicyDayMetadata(ListMetadata):
    as_of = serializers.DateField(allow_null=True, help_text="Day of the policy; null before one.")


class StatesSerializer(serializers.Serializer[Any]):
    item_sites = serializers.IntegerField()
    items = serializers.IntegerField()
    unknown = serializers.IntegerField(help_text="Item-sites in the state, as the others below.")
    stockout = serializers.IntegerField()
    below_safety_stock = serializers.IntegerField()
    at_reorder_point = serializers.IntegerField()
    dead = serializers.IntegerField()
    excess = serializers.IntegerField()
    healthy = serializers.IntegerField()
    stock_value = serializers.FloatField(allow_null=True, help_text="BRL, of what has a cost.")
    uncosted = serializers.IntegerField(help_text="Item-sites with stock and without a cost.")


class HealthCellSerializer(StatesSerializer):
    """Item-sites of one family at one site."""

    site_id = serializers.IntegerField()
    site_code = serializers.CharField()
    site_name = serializers.CharField()
    family = serializers.CharField(allow_null=True)


class MatrixCellSerializer(StatesSerializer):
    """Item-sites of one pair of classes; null: without a class."""

    abc_class = serializers.ChoiceField(ABC_CLASSES, allow_null=True)
    xyz_class = serializers.ChoiceField(XYZ_CLASSES, allow_null=True)


class CellsMetadata(CountMetadata):
    as_of = serializers.DateField(allow_null=True, help_text="Day of the policy; null before one.")
