"""Shapes of demand, stock and orders; PostgreSQL makes the rows, these describe them."""

from typing import Any

from rest_framework import serializers

from nova.api.documentation import CountMetadata, ListMetadata

ORDER_STATUSES = ["PLACED", "RECEIVED", "CANCELLED", "DELAYED"]


class DemandPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    quantity = serializers.FloatField(help_text="Units over all suppliers.")


class SeriesMetadata(CountMetadata):
    item_id = serializers.IntegerField()
    site_id = serializers.IntegerField()
    data_as_of = serializers.DateField(
        allow_null=True, help_text="Last day of the latest load; null before the first."
    )


class DemandBucketSerializer(serializers.Serializer[Any]):
    """Demand of one period, of all that was asked for or of one part of it."""

    first_date = serializers.DateField(help_text="First day of the day, ISO week or month.")
    item_id = serializers.IntegerField(allow_null=True, help_text="Null: of all items asked for.")
    site_id = serializers.IntegerField(allow_null=True, help_text="Null: of all sites asked for.")
    quantity = serializers.FloatField(help_text="Units served.")
    unfulfilled_quantity = serializers.FloatField(
        allow_null=True, help_text="Units missed; null where no row tells."
    )
    demand_days = serializers.IntegerField(help_text="Days with demand in the period.")


class DemandTotalsMetadata(CountMetadata):
    bucket = serializers.CharField()
    by = serializers.CharField()
    data_as_of = serializers.DateField(allow_null=True)


class InventoryPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    current_stock = serializers.FloatField(help_text="Units at the end of the day.")
    safety_stock = serializers.FloatField(allow_null=True, help_text="As the source tells.")
    reorder_point = serializers.FloatField(allow_null=True, help_text="As the source tells.")
    days_to_rupture = serializers.IntegerField(allow_null=True, help_text="As the source tells.")


class OrderSerializer(serializers.Serializer[Any]):
    """One line of a purchase order; lateness is told from its days and not from its status."""

    order_id = serializers.IntegerField()
    order_number = serializers.CharField()
    order_line = serializers.IntegerField()
    order_date = serializers.DateField()
    item_id = serializers.IntegerField()
    sku = serializers.CharField()
    item_name = serializers.CharField()
    site_id = serializers.IntegerField()
    site_code = serializers.CharField()
    supplier_id = serializers.IntegerField()
    supplier_name = serializers.CharField()
    quantity = serializers.FloatField()
    unit_price = serializers.FloatField(allow_null=True, help_text="BRL.")
    status = serializers.ChoiceField(ORDER_STATUSES)
    expected_delivery_date = serializers.DateField(allow_null=True)
    actual_delivery_date = serializers.DateField(allow_null=True)
    is_late = serializers.BooleanField(
        allow_null=True,
        help_text="Received after the promised day, or open past it; null without a promise.",
    )
    days_late = serializers.IntegerField(
        allow_null=True, help_text="Days after the promised day, below 0 before it."
    )


class OrderMetadata(ListMetadata):
    judged_on = serializers.DateField(help_text="The day up to which open lines are judged.")
