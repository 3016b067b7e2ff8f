"""Shapes of stock policy, projected stock and features."""

from typing import Any

from rest_framework import serializers

from nova.api.documentation import CountMetadata, PageMetadata

_NUMBERS = {
    "unit_cost": "BRL per unit.",
    "min_order_qty": "Units.",
    "max_order_qty": "Units.",
    "mean_daily_demand": "Units a day.",
    "std_daily_demand": "Units a day, sample deviation.",
    "lead_time_days": "Days from order to receipt.",
    "lead_time_std": "Days.",
    "service_level": "Share of lead times without a stockout.",
    "z": "Standard normal quantile of the service level.",
    "safety_stock": "Units.",
    "reorder_point": "Units.",
    "current_stock": "Units on stock_date; null: not counted lately.",
    "inbound_quantity": "Units under way.",
    "inbound_undated_quantity": "The part of them expected on no day.",
    "inbound_lead_time_quantity": "The part of them due within the lead time.",
    "review_demand": "Units expected until the next review.",
    "lead_time_demand": "Units expected over the lead time.",
}
_COUNTS = {
    "criticality": "0 to 10.",
    "observed_days": "Days that mean and deviation are of.",
    "lead_time_receipts": "Receipts that the lead time is of.",
    "inbound_orders": "Order lines under way.",
    "days_to_rupture": "Days until the stock is used up; 0: none is left.",
    "days_to_rupture_earliest": "With every day at its upper bound: too wide.",
    "days_to_rupture_latest": "With every day at its lower bound: too wide.",
    "days_to_rupture_inbound": "With the orders under way, on the days promised.",
}
_DAYS = (
    "last_demand_date", "stock_date", "next_inbound_date", "last_inbound_date", "forecast_until",
)  # fmt: skip
_TEXTS = (
    "abc_class", "xyz_class", "demand_class", "lead_time_source", "service_level_source",
    "safety_stock_source", "reorder_point_source", "demand_source",
)  # fmt: skip


class PolicySerializer(serializers.Serializer[Any]):
    """The stock policy of an item at a site, with every figure that it comes from."""

    as_of = serializers.DateField()
    item_id = serializers.IntegerField()
    site_id = serializers.IntegerField()
    site_code = serializers.CharField()
    site_name = serializers.CharField()
    supplier_id = serializers.IntegerField(allow_null=True)
    supplier_name = serializers.CharField(allow_null=True)
    forecast_run_id = serializers.IntegerField(allow_null=True)
    run_id = serializers.IntegerField(help_text="The computation.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {
            **super().get_fields(),
            **{
                name: serializers.FloatField(allow_null=True, help_text=text)
                for name, text in _NUMBERS.items()
            },
            **{
                name: serializers.IntegerField(allow_null=True, help_text=text)
                for name, text in _COUNTS.items()
            },
            **{name: serializers.DateField(allow_null=True) for name in _DAYS},
            **{name: serializers.CharField(allow_null=True) for name in _TEXTS},
        }


class StockDaySerializer(serializers.Serializer[Any]):
    """Stock expected at the end of a day; below 0 it is what will be missing."""

    full_date = serializers.DateField()
    demand = serializers.FloatField(help_text="Units expected that day.")
    arriving = serializers.FloatField(help_text="Units promised for that day.")
    stock = serializers.FloatField()
    stock_lower = serializers.FloatField(allow_null=True)
    stock_upper = serializers.FloatField(allow_null=True)
    is_forecast = serializers.BooleanField(help_text="False: mean demand, no forecast reaches it.")


class InboundOrderSerializer(serializers.Serializer[Any]):
    order_number = serializers.CharField()
    order_line = serializers.IntegerField()
    order_date = serializers.DateField()
    supplier_name = serializers.CharField()
    quantity = serializers.FloatField()
    expected_delivery_date = serializers.DateField(
        allow_null=True, help_text="On or before as_of, or null: counted on no day."
    )


class StockoutWindowSerializer(serializers.Serializer[Any]):
    """First days on which the stock, orders under way included, falls below 0; null: on none."""

    earliest = serializers.DateField(allow_null=True, help_text="At the band's lower edge.")
    expected = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True, help_text="At the band's upper edge.")


class ProjectionMetadata(CountMetadata):
    item_id = serializers.IntegerField()
    site_id = serializers.IntegerField()
    as_of = serializers.DateField(allow_null=True, help_text="Day of the policy; null: none.")
    current_stock = serializers.FloatField(allow_null=True)
    stock_date = serializers.DateField(allow_null=True)
    safety_stock = serializers.FloatField(allow_null=True)
    reorder_point = serializers.FloatField(allow_null=True)
    forecast_run_id = serializers.IntegerField(allow_null=True)
    confidence_level = serializers.FloatField(allow_null=True, help_text="Of the band.")
    band = serializers.ChoiceField(
        ["INDEPENDENT_DAYS"],
        allow_null=True,
        help_text="How daily bounds make the band: as errors independent of each other, by the"
        " root of the sum of their squares. Null: a day has no bounds, so there is no band.",
    )
    stockout = StockoutWindowSerializer()
    inbound = InboundOrderSerializer(many=True)


class FeaturesSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    site_id = serializers.IntegerField(allow_null=True, help_text="Null: of the item everywhere.")
    features = serializers.DictField()
    schema_version = serializers.CharField()
    computed_at = serializers.DateTimeField()


class FeaturesMetadata(PageMetadata):
    item_id = serializers.IntegerField()
    run_id = serializers.IntegerField(allow_null=True, help_text="Null before the first run.")
    as_of = serializers.DateField(allow_null=True)
    model_tag = serializers.CharField(allow_null=True)
    computed_at = serializers.DateTimeField(allow_null=True)
