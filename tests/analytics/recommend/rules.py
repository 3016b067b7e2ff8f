"""Running the rules on the hand-made company, and what they told."""

from datetime import date, timedelta
from typing import Any

from analytics.models import Alert, Recommendation
from analytics.policy.computing import compute_policy
from analytics.recommend.running import RulesResult, recommend
from tests.analytics.policy.world import DAY, execute

NEXT_DAY = DAY + timedelta(days=1)


def run_rules(day: date = DAY) -> RulesResult:
    compute_policy(day=day)
    return recommend(day=day)


def advice(kind: str) -> list[Any]:
    """Open advice of one type, by item and site."""
    held = Recommendation.objects.filter(type=kind, closed_at=None)
    return list(held.order_by("item_id", "site_id", "recommendation_id"))


def alerts(category: str) -> list[Any]:
    """Open alerts of one category, by item and site."""
    held = Alert.objects.filter(category=category, resolved_at=None)
    return list(held.order_by("item_id", "site_id"))


def set_policy(item: int, site: int, **figures: object) -> None:
    """Figures that a person sets until the end of the next year, so that levels are round."""
    columns = ", ".join(figures)
    places = ", ".join(["%s"] * len(figures))
    execute(
        f"INSERT INTO analytics.policy_overrides (item_id, site_id, reason, actor, starts_on,"
        f" expires_on, {columns}) VALUES (%s, %s, 'teste', 'ana', '2026-01-01', '2027-12-31',"
        f" {places})",
        item, site, *figures.values(),
    )  # fmt: skip
