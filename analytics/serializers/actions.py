"""Shapes of advice, alerts and what was decided on them."""

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

from analytics.filters.actions import ALERT_STATUSES, STATUSES, TYPES
from analytics.models import Decision
from analytics.models.notifications import LEVELS, Kind
from nova.api.documentation import CountMetadata
from nova.api.rows import Columns, Instant

# Where the columns of a shape are that are not called like it.


STANDING_COLUMNS: Columns = {
    "decided_by": "standing__actor",
    "decided_at": Instant("standing__decided_at"),
    "snoozed_until": "standing__until",
    "decision_note": "standing__note",
}
_ITEM_SITE: Columns = {
    "sku": "item__sku",
    "item_name": "item__name",
    "family": "item__family",
    "unit_measure": "item__unit_measure",
    "site_code": "site__code",
    "site_name": "site__name",
    "region": "site__region__name",
    "created_at": Instant("created_at"),
}
RECOMMENDATION_COLUMNS: Columns = {
    **STANDING_COLUMNS,
    **_ITEM_SITE,
    "closed_at": Instant("closed_at"),
}
ALERT_COLUMNS: Columns = {
    **_ITEM_SITE,
    "read_at": Instant("my_read_at"),
    "resolved_at": Instant("resolved_at"),
}


class _TellsItemSite(serializers.Serializer[Any]):
    item_id = serializers.IntegerField(allow_null=True)
    sku = serializers.CharField(allow_null=True)
    item_name = serializers.CharField(allow_null=True)
    family = serializers.CharField(allow_null=True)
    unit_measure = serializers.CharField(allow_null=True)
    site_id = serializers.IntegerField(allow_null=True)
    site_code = serializers.CharField(allow_null=True)
    site_name = serializers.CharField(allow_null=True)
    region = serializers.CharField(allow_null=True)
    message = serializers.CharField(help_text="In Portuguese; the evidence has its figures.")
    money_at_risk = serializers.FloatField(allow_null=True, help_text="BRL.")
    opened_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()


class StandingSerializer(serializers.Serializer[Any]):
    """A recommendation and the decision that stands on it."""

    recommendation_id = serializers.IntegerField()
    status = serializers.ChoiceField(STATUSES)
    decided_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateField(allow_null=True)
    decision_note = serializers.CharField(allow_null=True)


class RecommendationSerializer(_TellsItemSite, StandingSerializer):
    type = serializers.ChoiceField(TYPES)
    priority = serializers.ChoiceField(LEVELS[Kind.RECOMMENDATION])
    quantity_recommended = serializers.FloatField(allow_null=True)
    action_date = serializers.DateField(allow_null=True, help_text="Day to act by.")
    action_until = serializers.DateField(allow_null=True, help_text="Then its outcome is judged.")
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_reason = serializers.CharField(allow_null=True)


class DecisionSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Decision.Kind.values)
    actor = serializers.CharField()
    decided_at = serializers.DateTimeField()
    until = serializers.DateField(allow_null=True)
    note = serializers.CharField(allow_null=True)


class OutcomeSerializer(serializers.Serializer[Any]):
    """What came of an advice within its time to act; null where nothing tells."""

    window_from = serializers.DateField()
    window_to = serializers.DateField()
    counted_days = serializers.IntegerField(help_text="Days with a stock count.")
    stockout_days = serializers.IntegerField(allow_null=True)
    stockout = serializers.BooleanField(allow_null=True)
    ordered_quantity = serializers.FloatField()
    received_quantity = serializers.FloatField()
    acted_on = serializers.BooleanField(allow_null=True)
    unmet_quantity = serializers.FloatField(allow_null=True)


class PastAdviceSerializer(OutcomeSerializer):
    recommendation_id = serializers.IntegerField()
    opened_on = serializers.DateField(allow_null=True)
    quantity_recommended = serializers.FloatField(allow_null=True)


class RecommendationDetailSerializer(RecommendationSerializer):
    origin = serializers.ChoiceField(["LOADED", "RULES"])
    run_id = serializers.IntegerField(allow_null=True)
    evidence = serializers.DictField(help_text="Figures from which the quantity follows.")
    decisions = DecisionSerializer(many=True, help_text="The newest first.")
    outcomes = PastAdviceSerializer(
        many=True, help_text="Of this and of such advice before, the newest first."
    )


DECIDED = inline_serializer(
    "Decided", {"status": serializers.ChoiceField(["success"]), "data": StandingSerializer()}
)


class OutcomeSummarySerializer(serializers.Serializer[Any]):
    """What came of judged advice, by type, decision and whether somebody acted."""

    type = serializers.ChoiceField(TYPES)
    decision = serializers.ChoiceField(
        ["ACKNOWLEDGED", "SNOOZED", "DISMISSED"], allow_null=True, help_text="Null: none stands."
    )
    acted_on = serializers.BooleanField(allow_null=True)
    advice_count = serializers.IntegerField()
    judged_count = serializers.IntegerField(help_text="With a stock count within its time.")
    stockout_count = serializers.IntegerField()
    stockout_rate = serializers.FloatField(allow_null=True)
    unmet_quantity = serializers.FloatField(allow_null=True)


class OutcomeMetadata(CountMetadata):
    decided_count = serializers.IntegerField(help_text="Recommendations ever decided on.")
    median_hours_to_decision = serializers.FloatField(
        allow_null=True, help_text="From the advice to the first decision on it."
    )


class AlertSerializer(_TellsItemSite):
    alert_id = serializers.IntegerField()
    level = serializers.ChoiceField(LEVELS[Kind.ALERT])
    category = serializers.CharField()
    status = serializers.ChoiceField(ALERT_STATUSES)
    read_at = serializers.DateTimeField(allow_null=True, help_text="By the caller.")
    resolved_at = serializers.DateTimeField(allow_null=True)


class AlertDetailSerializer(AlertSerializer):
    origin = serializers.ChoiceField(["LOADED", "RULES"])
    run_id = serializers.IntegerField(allow_null=True)
    evidence = serializers.DictField()


ALERTS_READ = inline_serializer(
    "AlertsRead",
    {
        "status": serializers.ChoiceField(["success"]),
        "data": serializers.ListField(
            child=serializers.IntegerField(), help_text="Ids that the caller had not read before."
        ),
    },
)


class DataVersionSerializer(serializers.Serializer[Any]):
    """What to ask every half minute: whether anything is new."""

    data_version = serializers.IntegerField(help_text="Raised by every change of what is read.")
    unread_alerts = serializers.IntegerField(help_text="Open ones that the caller has not read.")
    unread_critical_alerts = serializers.IntegerField()
    newest_alert_id = serializers.IntegerField(
        allow_null=True, help_text="Of the open ones; a higher one than before is news."
    )
