"""What may be asked of advice and alerts, and what may be decided on them."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import CharFilter, FilterSet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from analytics.models import Alert, Decision, Recommendation
from analytics.models.notifications import LEVELS, Kind
from analytics.querysets.advice import AlertQuerySet, RecommendationQuerySet
from nova.api.filtering import AnyChoiceFilter, AnyNumberFilter, AnyOfFilter, TrueFalseFilter
from nova.api.ordering import OrderField
from nova.api.parameters import DayField, ListParameters, WholeNumberField
from nova.api.windows import OpenWindowParameters

TYPES = ("REORDER", "PROMO", "REALLOCATE", "HOLD", "EXPEDITE")
ALERT_STATUSES = ("OPEN", "RESOLVED")
STATUSES = ("OPEN", "ACKNOWLEDGED", "SNOOZED", "DISMISSED", "CLOSED")
RANKS = {level: rank for rank, level in enumerate(LEVELS[Kind.ALERT], start=1)}  # of alerts
MOST_AT_ONCE = 200
LONGEST_SNOOZE = timedelta(days=365)


def _choices(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


class RecommendationParameters(ListParameters):
    limit = WholeNumberField(least=1, most=1000, default=20, help_text="Rows of one answer.")
    order_by = OrderField(
        "-money_at_risk", "-priority", "action_date", "-created_at", "sku", "site_code", "status"
    )


class RecommendationFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of sku, name or message.")
    type = AnyChoiceFilter(choices=_choices(TYPES))
    priority = AnyChoiceFilter(choices=_choices(LEVELS[Kind.RECOMMENDATION]))
    status = AnyChoiceFilter(
        choices=_choices(STATUSES), help_text="Default: all but CLOSED, which no longer applies."
    )
    item_id = AnyNumberFilter()
    site_id = AnyNumberFilter()
    region_id = AnyNumberFilter(field_name="site__region_id")
    family = AnyOfFilter(field_name="item__family")

    class Meta:
        model = Recommendation
        fields = ()

    def filter_queryset(self, queryset: RecommendationQuerySet) -> QuerySet[Recommendation]:
        found: RecommendationQuerySet = super().filter_queryset(queryset)
        asked = self.form.cleaned_data["status"]
        return found if "CLOSED" in (asked or ()) else found.filter(closed_at__isnull=True)

    def search(
        self, rows: RecommendationQuerySet, _name: str, words: str
    ) -> QuerySet[Recommendation]:
        return rows.matching(words)


class AlertParameters(ListParameters, OpenWindowParameters):
    """Days are those on which an alert was raised."""

    order_by = OrderField("-level", "-created_at", "-money_at_risk", "category", "sku")


class AlertFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of sku, name or message.")
    level = AnyChoiceFilter(choices=_choices(LEVELS[Kind.ALERT]), method="of_levels")
    category = AnyOfFilter()
    unread = TrueFalseFilter(field_name="read_at", method="of_reader", help_text="By the caller.")
    status = AnyChoiceFilter(
        choices=_choices(ALERT_STATUSES), help_text="Default: OPEN, which still holds."
    )
    item_id = AnyNumberFilter()
    site_id = AnyNumberFilter()
    region_id = AnyNumberFilter(field_name="site__region_id")
    family = AnyOfFilter(field_name="item__family")

    class Meta:
        model = Alert
        fields = ()

    def filter_queryset(self, queryset: AlertQuerySet) -> QuerySet[Alert]:
        found: AlertQuerySet = super().filter_queryset(queryset)
        asked = self.form.cleaned_data["status"]
        return found if "RESOLVED" in (asked or ()) else found.filter(resolved_at__isnull=True)

    def search(self, rows: AlertQuerySet, _name: str, words: str) -> QuerySet[Alert]:
        return rows.matching(words)

    def of_levels(self, rows: AlertQuerySet, _name: str, levels: list[str]) -> QuerySet[Alert]:
        """By their rank, which the index of open alerts is in the order of."""
        return rows.filter(level_rank__in=[RANKS[level] for level in levels if level])

    def of_reader(self, rows: AlertQuerySet, _name: str, unread: bool) -> QuerySet[Alert]:
        return rows.filter(Q(is_unread=unread))


class AcknowledgeBody(serializers.Serializer[Any]):
    acknowledged_by = serializers.CharField(
        required=False,
        max_length=254,
        help_text="Taken for compatibility and not read: it is whoever asks.",
    )
    note = serializers.CharField(required=False, max_length=2000)


class SnoozeBody(serializers.Serializer[Any]):
    until = DayField(help_text="Day to hear of it again; from tomorrow, within a year.")
    note = serializers.CharField(required=False, max_length=2000)

    def validate_until(self, until: date) -> date:
        today = timezone.localdate()
        if not today < until <= today + LONGEST_SNOOZE:
            raise ValidationError("From tomorrow, within a year.")
        return until


class DismissBody(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=2000, help_text="The reason.")


class ReopenBody(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, max_length=2000)


BODIES: dict[str, type[serializers.Serializer[Any]]] = {
    Decision.Kind.ACKNOWLEDGED: AcknowledgeBody,
    Decision.Kind.SNOOZED: SnoozeBody,
    Decision.Kind.DISMISSED: DismissBody,
    Decision.Kind.REOPENED: ReopenBody,
}


class BulkDecisionBody(serializers.Serializer[Any]):
    """One decision on several recommendations: on all of them, or on none."""

    recommendation_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=2**63 - 1),
        min_length=1,
        max_length=MOST_AT_ONCE,
    )
    kind = serializers.ChoiceField(Decision.Kind.values)
    until = DayField(required=False, help_text="Of SNOOZED, and of it alone.")
    note = serializers.CharField(required=False, max_length=2000, help_text="DISMISSED needs it.")

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        given = {name: asked[name] for name in ("until", "note") if name in asked}
        body = BODIES[asked["kind"]](data=given)
        body.is_valid(raise_exception=True)
        if "until" in given and asked["kind"] != Decision.Kind.SNOOZED:
            raise ValidationError({"until": "Only a snooze ends on a day."})
        return asked


class BulkReadBody(serializers.Serializer[Any]):
    """Alerts to mark as read: all of them, or none."""

    alert_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=2**63 - 1),
        min_length=1,
        max_length=MOST_AT_ONCE,
    )
