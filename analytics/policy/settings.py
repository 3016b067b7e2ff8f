"""Thresholds of policy and rules, which are rows and not constants."""

from datetime import date
from decimal import Decimal

from analytics.models import PolicySetting


def settings_on(day: date) -> dict[str, Decimal]:
    """Value of each setting that holds on the day, by name, in the setting's own unit."""
    rows = PolicySetting.objects.filter(valid_from__lte=day).order_by("valid_from")
    return dict(rows.values_list("name", "value"))
