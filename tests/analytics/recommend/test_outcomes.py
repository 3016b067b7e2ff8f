"""What came of advice once the time to act on it was over."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from analytics.models import RecommendationOutcome
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    FUSE,
    HERE,
    fill_dimensions,
    order,
    stock,
    wanted,
    wanted_daily,
)  # fmt: skip
from tests.analytics.recommend.rules import run_rules, set_policy

pytestmark = pytest.mark.django_db
END = DAY + timedelta(days=10)  # the lead time is ten days


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    """One unit wanted a day and 12 held: 15 are to be ordered on DAY."""
    fill_dimensions()
    set_policy(CABLE, HERE, lead_time_days=10, reorder_point=20)
    wanted_daily(1)
    stock(12)
    run_rules()


def outcome(kind: str = "REORDER") -> Any:
    run_rules(END)
    return RecommendationOutcome.objects.get(recommendation__type=kind, window_to=END)


def test_nothing_is_judged_before_the_time_to_act_is_over() -> None:
    run_rules(END - timedelta(days=1))
    assert not RecommendationOutcome.objects.exists()


def test_days_without_stock_are_counted_within_the_time_to_act() -> None:
    for days_ago, held in ((-1, 3), (-2, 0), (-10, -1), (-11, 0)):
        stock(held, days_ago=days_ago)
    found = outcome()
    assert (found.window_from, found.window_to) == (DAY + timedelta(days=1), END)
    assert (found.counted_days, found.stockout_days, found.stockout) == (3, 2, True)


def test_a_stock_that_nobody_counted_leaves_the_outcome_unknown() -> None:
    found = outcome()
    assert (found.counted_days, found.stockout_days, found.stockout) == (0, None, None)


@pytest.mark.parametrize(
    ("placed", "received", "acted"),
    [(-1, None, True), (-10, None, True), (0, None, False), (5, -4, True), (5, 0, False)],
    ids=["first day", "last day", "the day of the advice", "received", "received before"],
)
def test_an_order_or_a_receipt_in_time_acts_on_it(
    placed: int, received: int | None, acted: bool
) -> None:
    order(placed, 8, received=received)
    assert outcome().acted_on is acted


def test_an_order_at_another_site_or_of_another_item_acts_on_nothing() -> None:
    order(-1, 8, site=2)
    order(-1, 8, item=FUSE)
    order(-1, 8, status="CANCELLED")
    found = outcome()
    assert (found.acted_on, found.ordered_quantity) == (False, 0)


def test_units_missed_are_added_up_where_they_are_known() -> None:
    wanted(-3, 1, missed="2.5")
    wanted(-4, 1)
    wanted(-5, 0, missed="1")
    assert outcome().unmet_quantity == Decimal("3.5")


def test_units_missed_are_unknown_where_the_source_does_not_tell() -> None:
    wanted(-3, 1)
    assert outcome().unmet_quantity is None


def test_an_outcome_is_written_once() -> None:
    first = outcome()
    stock(0, days_ago=-2)
    run_rules(END + timedelta(days=1))
    held = RecommendationOutcome.objects.get(recommendation_id=first.recommendation_id)
    assert (held.run_id, held.counted_days) == (first.run_id, 0)
