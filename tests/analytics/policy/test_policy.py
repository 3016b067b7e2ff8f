"""What the policy of an item-site makes of few facts, worked out by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from analytics.models import ItemClassification
from analytics.policy.computing import compute_policy
from tests.analytics.policy.world import (
    ANA,
    BIA,
    CABLE,
    DAY,
    FUSE,
    HERE,
    THERE,
    ago,
    execute,
    fill_dimensions,
    forecast,
    order,
    policy_of,
    receipts,
    stock,
    wanted,
    wanted_daily,
)  # fmt: skip


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    fill_dimensions()


def test_days_without_demand_count_from_the_first_day_the_pair_was_seen() -> None:
    stock(5, days_ago=9)
    stock(5)
    wanted(4, 6)
    wanted(2, 3, missed="1")
    compute_policy(day=DAY)
    row = policy_of()
    # Ten days since it was first counted, units 6 and 3 + 1: mean 1; squares 52, so
    # s^2 = (52 - 100/10) / 9 = 4.6667 and s = 2.1602
    assert (row.observed_days, row.mean_daily_demand) == (10, Decimal(1))
    assert row.std_daily_demand == Decimal("2.1602")


@pytest.mark.parametrize("before", [400, 100])
def test_a_pair_that_was_seen_long_ago_has_the_whole_window(before: int) -> None:
    wanted(before, 1)
    wanted(0, 9)
    compute_policy(day=DAY)
    assert (policy_of().observed_days, policy_of().mean_daily_demand) == (90, Decimal("0.1"))


def test_safety_stock_and_reorder_point_follow_from_demand_and_lead_time() -> None:
    execute("UPDATE core.dim_item SET unit_cost = NULL")
    wanted_daily(2, days=range(0, 90, 2))
    wanted_daily(4, days=range(1, 90, 2))
    receipts(8, 10, 12)
    compute_policy(day=DAY)
    row = policy_of()
    # Demand 2 and 4 in turns over 90 days: mean 3, s^2 = 90/89, s = 1.0056. Lead times 8, 10, 12:
    # mean 10, s = 2. No class: 90%, z = 1.281552. SS = z sqrt(10 * 1.0056^2 + 9 * 4) = 8.7025
    assert (row.mean_daily_demand, row.std_daily_demand) == (3, Decimal("1.0056"))
    assert (row.lead_time_days, row.lead_time_std, row.lead_time_receipts) == (10, 2, 3)
    assert (row.service_level, row.z) == (Decimal("0.9"), Decimal("1.281552"))
    assert (row.safety_stock, row.reorder_point) == (Decimal("8.7025"), Decimal("38.7025"))


LEAD_TIMES = [
    ("three receipts of its supplier", [(ANA, CABLE, (4, 5, 6))], ANA, ("SUPPLIER_ITEM", 5, 1, 3)),
    ("of the item, any supplier", [(BIA, CABLE, (4, 5)), (ANA, CABLE, (6,))], ANA,
     ("ITEM", 5, 1, 3)),
    ("of its supplier, any item", [(ANA, CABLE, (4, 5)), (ANA, FUSE, (6,))], ANA,
     ("SUPPLIER", 5, 1, 3)),
    ("too few receipts anywhere", [(ANA, CABLE, (4, 5))], ANA, ("SUPPLIER_MASTER", 12, 0, 0)),
    ("a supplier of whom nothing is known", [], BIA, ("DEFAULT", 30, 0, 0)),
    ("no order at all", [], None, ("DEFAULT", 30, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("received", "latest", "told"),
    [case[1:] for case in LEAD_TIMES],
    ids=[c[0] for c in LEAD_TIMES],
)
def test_lead_time_comes_from_the_first_source_that_knows_one(
    received: list[tuple[int, int, tuple[int, ...]]],
    latest: int | None,
    told: tuple[str, int, int, int],
) -> None:
    wanted(0, 1)
    for supplier, item, days in received:
        receipts(*days, supplier=supplier, item=item)
    if latest:
        order(1, supplier=latest)
    compute_policy(day=DAY)
    row = policy_of()
    found = (row.lead_time_source, row.lead_time_days, row.lead_time_std, row.lead_time_receipts)
    assert (found, row.supplier_id) == (told, latest)


def test_receipts_older_than_a_year_and_receipts_to_come_do_not_count() -> None:
    wanted(0, 1)
    order(375, received=365)
    order(374, received=364)
    order(20, received=10)
    order(5, received=-1)
    compute_policy(day=DAY)
    assert policy_of().lead_time_source == "SUPPLIER_MASTER"
    order(12, received=0)
    compute_policy(day=DAY)
    # 10, 10 and 12 days: the first and the last day of the year count.
    assert (policy_of().lead_time_receipts, policy_of().lead_time_days) == (3, Decimal("10.6667"))


def test_stock_lasts_until_the_forecasts_add_up_to_more_than_there_is() -> None:
    wanted_daily(1)
    stock(10)
    forecast([("1", "3", "6")] * 30)
    compute_policy(day=DAY)
    row = policy_of()
    # 3 a day: 9 after three days, 12 after four. 6 a day: 12 after two. 1 a day: 11 after eleven.
    assert (row.demand_source, row.forecast_run_id) == ("FORECAST", 100)
    assert (row.days_to_rupture, row.days_to_rupture_earliest, row.days_to_rupture_latest) == (
        4, 2, 11,
    )  # fmt: skip
    assert (row.review_demand, row.lead_time_demand) == (21, 90)


def test_orders_on_their_way_put_the_rupture_off_only_when_they_come_in_time() -> None:
    wanted_daily(1)
    stock(10)
    forecast([("1", "3", "6")] * 30)
    order(2, 6, due=-4)  # there on the fourth day, when 10 would be gone: 16 last five days
    order(2, 9, due=-7)  # too late for the sixth day
    compute_policy(day=DAY)
    row = policy_of()
    assert (row.days_to_rupture, row.days_to_rupture_inbound) == (4, 6)
    assert (row.inbound_quantity, row.next_inbound_date, row.last_inbound_date) == (
        15, ago(-4), ago(-7),
    )  # fmt: skip


def test_an_overdue_order_is_under_way_and_counted_on_for_no_day() -> None:
    wanted_daily(1)
    stock(10)
    order(20, 6, due=1)
    order(20, 4)
    compute_policy(day=DAY)
    row = policy_of()
    assert (row.inbound_quantity, row.inbound_undated_quantity) == (10, 10)
    assert (row.days_to_rupture, row.days_to_rupture_inbound) == (11, 11)


def test_without_a_forecast_mean_demand_tells_how_long_stock_lasts() -> None:
    wanted_daily(2)
    stock(10)
    order(2, 5, due=-3)
    order(2, 100, due=-9)
    compute_policy(day=DAY)
    row = policy_of()
    # 10 are used up after five days, so the sixth is short; with 5 more the eighth (2 * 8 > 15),
    # before the 100 come on the ninth.
    assert (row.demand_source, row.days_to_rupture, row.days_to_rupture_inbound) == (
        "MEAN_DEMAND", 6, 8,
    )  # fmt: skip
    assert (row.days_to_rupture_earliest, row.review_demand) == (None, 14)


def test_forecasts_that_end_early_are_continued_by_mean_demand() -> None:
    wanted_daily(2)
    stock(1000)
    forecast([("1", "5", "6")] * 4)
    compute_policy(day=DAY)
    row = policy_of()
    # Four days of 5, then the mean of 2: three days of the review, 26 of the default lead time.
    assert (row.review_demand, row.lead_time_demand) == (26, 72)
    assert row.days_to_rupture is None  # not within the days forecast


def test_a_forecast_made_after_the_day_was_not_known_on_it() -> None:
    wanted_daily(2)
    stock(10)
    forecast([("1", "5", "6")] * 30)
    compute_policy(day=ago(1))
    row = policy_of(day=ago(1))
    assert (row.demand_source, row.forecast_run_id) == ("MEAN_DEMAND", None)


@pytest.mark.parametrize("units", ["0", "-3"])
def test_no_stock_is_a_rupture_today(units: str) -> None:
    wanted_daily(1)
    stock(units)
    compute_policy(day=DAY)
    assert (policy_of().days_to_rupture, policy_of().days_to_rupture_inbound) == (0, 0)


def test_without_a_count_of_stock_nothing_is_said_of_stock() -> None:
    wanted_daily(1)
    stock(50, days_ago=30)  # the first day that is too long ago
    compute_policy(day=DAY)
    row = policy_of()
    assert (row.current_stock, row.stock_date) == (None, None)
    assert (row.days_to_rupture, row.days_to_rupture_inbound) == (None, None)


def test_stock_without_demand_runs_out_on_no_day() -> None:
    stock(50)
    order(2, 5, due=-3)
    compute_policy(day=DAY)
    row = policy_of()
    assert (row.mean_daily_demand, row.days_to_rupture, row.days_to_rupture_inbound) == (
        0,
        None,
        None,
    )


@pytest.mark.parametrize("table", ["item", "site"])
def test_what_is_no_longer_active_has_no_policy(table: str) -> None:
    wanted_daily(1)
    execute(f"UPDATE core.dim_{table} SET active = FALSE")
    assert compute_policy(day=DAY).item_sites == 0


def test_a_company_without_stock_or_cost_gets_no_class_by_value_and_no_rupture() -> None:
    execute("UPDATE core.dim_item SET unit_cost = NULL")
    wanted_daily(1)
    compute_policy(day=DAY)
    row = policy_of()
    assert (row.abc_class, row.unit_cost, row.current_stock, row.days_to_rupture) == (
        None, None, None, None,
    )  # fmt: skip
    assert ItemClassification.objects.get(item_id=CABLE).annual_value is None


def override(**figures: object) -> None:
    columns = {
        "item_id": CABLE, "reason": "obra", "actor": "ana", "starts_on": ago(5),
        "expires_on": DAY, **figures,
    }  # fmt: skip
    execute(
        f"INSERT INTO analytics.policy_overrides ({', '.join(columns)})"
        f" VALUES ({', '.join(['%s'] * len(columns))})",
        *columns.values(),
    )


def test_an_override_holds_until_its_last_day_and_not_a_day_longer() -> None:
    wanted_daily(1)
    override(service_level="0.99", safety_stock=40, lead_time_days=5)
    compute_policy(day=DAY)
    row = policy_of()
    assert (row.service_level, row.service_level_source) == (Decimal("0.99"), "OVERRIDE")
    assert (row.safety_stock, row.safety_stock_source, row.lead_time_source) == (
        40, "OVERRIDE", "OVERRIDE",
    )  # fmt: skip
    assert (row.reorder_point, row.reorder_point_source) == (45, "COMPUTED")  # 1 a day for 5 days
    after = DAY + timedelta(days=1)
    compute_policy(day=after)
    assert (policy_of(day=after).safety_stock_source, policy_of(day=after).lead_time_source) == (
        "COMPUTED", "DEFAULT",
    )  # fmt: skip


def test_an_override_of_a_site_wins_there_and_the_newer_elsewhere() -> None:
    wanted_daily(1)
    wanted_daily(1, site=THERE)
    override(reorder_point=7, site_id=HERE)
    override(reorder_point=8)
    override(reorder_point=9)
    compute_policy(day=DAY)
    assert [policy_of(site=site).reorder_point for site in (HERE, THERE)] == [7, 9]
