"""Shapes of what suppliers did."""

from typing import Any

from rest_framework import serializers

from nova.api.documentation import CountMetadata


class ScorecardSerializer(serializers.Serializer[Any]):
    """A supplier's order lines that were due or came in the window."""

    supplier_id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    lines_due = serializers.IntegerField()
    on_time_rate = serializers.FloatField(
        allow_null=True, help_text="Lines that came by the promised day; null: none was due."
    )
    orders_due = serializers.IntegerField()
    otif_rate = serializers.FloatField(
        allow_null=True, help_text="Orders whose every due line came by the promised day."
    )
    otif_expected = serializers.FloatField(
        allow_null=True, help_text="otif_rate drawn towards all suppliers'; the list goes by it."
    )
    otif_of_all = serializers.FloatField(allow_null=True, help_text="Of all suppliers together.")
    lines_received = serializers.IntegerField()
    active_months = serializers.IntegerField(help_text="Months with a receipt.")
    active_from = serializers.DateField(allow_null=True)
    active_to = serializers.DateField(allow_null=True)
    lead_time_p10 = serializers.FloatField(
        allow_null=True, help_text="Days from order to receipt that a tenth of the lines kept to."
    )
    lead_time_p50 = serializers.FloatField(allow_null=True)
    lead_time_p90 = serializers.FloatField(allow_null=True)
    promised_days_p50 = serializers.FloatField(allow_null=True, help_text="Of the same lines.")
    mean_days_late = serializers.FloatField(
        allow_null=True, help_text="After the promised day, below 0 before it."
    )


class ScorecardMetadata(CountMetadata):
    prior_orders = serializers.IntegerField(
        help_text="Orders that the rate of all suppliers weighs as much as, in otif_expected."
    )
    judged_on = serializers.DateField(help_text="The day up to which open lines are judged.")


class LeadTimeSerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField(help_text="From order to receipt.")
    lines = serializers.IntegerField(help_text="Lines that took so long.")
    promised_lines = serializers.IntegerField(help_text="Of the same lines, promised for then.")
