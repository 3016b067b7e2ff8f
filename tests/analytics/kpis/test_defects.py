"""What the specification's own SQL got wrong: each test is named after what went wrong with it."""

from decimal import Decimal

import pytest

from core.models import Item, Site
from tests.analytics.kpis.rows import (
    DAY,
    classify,
    compute,
    demand,
    execute,
    figure,
    on,
    order,
    reason,
    stock,
)
from tests.support.api import signed_in
from tests.support.factories import a_site, a_user, an_item

pytestmark = pytest.mark.django_db


# D-10: counted items whose stock was exactly zero anywhere, over all active items.


def test_negative_stock_is_a_stockout_too(cable: Item, fuse: Item, here: Site, there: Site) -> None:
    stock(cable, here, -2)
    stock(cable, there, 0)
    stock(fuse, here, 0.5)
    compute()
    assert figure("stockout_rate") == Decimal("0.6667")  # 2 of 3


def test_an_item_out_at_one_site_is_not_out_at_every_site(
    cable: Item, here: Site, there: Site
) -> None:
    stock(cable, here, 0)
    stock(cable, there, 9)
    compute()
    assert figure("stockout_rate") == Decimal("0.5")


def test_inactive_items_and_sites_raise_no_stockout_rate(cable: Item, here: Site) -> None:
    stock(cable, here, 5)
    stock(an_item("OLD", active=False), here, 0)
    stock(cable, a_site("SHUT", active=False), 0)
    compute()
    assert figure("stockout_rate") == 0


def test_items_that_were_not_counted_lower_no_stockout_rate(cable: Item, here: Site) -> None:
    an_item("NEVER-STOCKED")
    stock(cable, here, 0)
    compute()
    assert figure("stockout_rate") == 1


# D-11: the filter stood before the ratio, over the orders placed on the day, by their status now.


def test_one_late_order_of_four_is_a_quarter_and_not_all(cable: Item, here: Site) -> None:
    order(cable, here, expected=on(-5), actual=on(-5), status="RECEIVED")
    order(cable, here, expected=on(-5), actual=on(-7), status="RECEIVED")
    order(cable, here, expected=DAY, status="PLACED")
    order(cable, here, expected=on(-1), status="DELAYED")
    compute()
    assert figure("delayed_orders_pct") == Decimal("0.25")


def test_an_order_received_late_stays_late_when_it_is_no_longer_called_delayed(
    cable: Item, here: Site
) -> None:
    order(cable, here, expected=on(-5), actual=on(-3), status="RECEIVED")
    compute()
    assert figure("delayed_orders_pct") == 1


def test_an_order_is_late_from_the_day_after_it_was_expected_whatever_it_is_called(
    cable: Item, here: Site
) -> None:
    order(cable, here, expected=DAY, status="DELAYED")
    compute(DAY, on(1))
    assert [figure("delayed_orders_pct", day) for day in (DAY, on(1))] == [0, 1]


def test_orders_count_for_thirty_days_from_when_they_are_due_and_not_when_placed(
    cable: Item, here: Site
) -> None:
    order(cable, here, expected=on(-29), placed=on(-60))
    order(cable, here, expected=on(-30), actual=on(-30), placed=on(-60), status="RECEIVED")
    order(cable, here, expected=on(1), placed=DAY)
    compute()
    assert figure("delayed_orders_pct") == 1  # the first alone is among them


def test_cancelled_orders_are_not_delayed(cable: Item, here: Site) -> None:
    order(cable, here, expected=on(-5), status="CANCELLED")
    compute()
    assert reason("delayed_orders_pct") == "NO_DUE_ORDERS"


# D-15: a rerun never met its own key, so each added rows that the answer then repeated.


def test_a_rerun_repeats_no_day(cable: Item, here: Site) -> None:
    demand(cable, here, 5)
    compute()
    compute()
    assert execute("SELECT count(*) FROM analytics.kpis_daily") == [(1,)]
    demand(cable, here, 2, supplier_id=None, day=on(1))
    execute("UPDATE core.fact_demand_daily SET quantity = 6 WHERE full_date = %s", DAY)
    compute()
    answer = signed_in(a_user()).get("/api/v1/analytics/kpis").json()
    assert [(row["full_date"], row["total_demand"]) for row in answer["data"]] == [
        ("2026-10-20", 6)
    ]


# D-40: there was no unit cost, and the job ended.


def test_stock_is_valued_at_the_cost_of_its_item(cable: Item, fuse: Item, here: Site) -> None:
    stock(cable, here, 3)
    stock(fuse, here, 20)
    stock(fuse, a_site("DEBT"), -7)
    compute()
    assert figure("total_inventory_value") == 70  # 3 x 10 + 20 x 2, and nothing for -7
    assert figure("avg_inventory_value") == Decimal("23.33")  # over 3 counted


def test_an_item_without_a_cost_is_told_of_and_not_valued_at_nothing(
    cable: Item, here: Site
) -> None:
    gift = an_item("GIFT")
    stock(cable, here, 3)
    stock(gift, here, 100)
    stock(gift, a_site("EMPTY"), 0)
    compute()
    assert [
        figure(name)
        for name in ("total_inventory_value", "avg_inventory_value", "uncosted_stock_count")
    ] == [30, 30, 1]


# D-06: the page read 90 rows whatever it was asked.


def test_a_window_of_more_than_ninety_days_is_not_cut(cable: Item, here: Site) -> None:
    days = [on(-n) for n in range(120)]
    for day in days:
        demand(cable, here, 1, day=day)
    compute(*sorted(days))
    answer = signed_in(a_user()).get("/api/v1/analytics/kpis?limit=1000").json()
    assert len(answer["data"]) == answer["metadata"]["total_count"] == 120
    assert execute("SELECT count(*) FROM analytics.mv_kpis_latest") == [(90,)]


# D-16: the share of class A was by units, and its class typed by hand.


def test_the_share_of_class_a_is_by_value_with_the_share_by_units_beside_it(
    cable: Item, fuse: Item, here: Site
) -> None:
    demand(cable, here, 6)  # C, 10 each
    demand(fuse, here, 12, unfulfilled_quantity=3, unit_cost=4)  # A, 4 each on the row
    compute()
    assert figure("abc_a_share") == Decimal("0.5")  # 15 x 4 = 60 of 120
    assert figure("abc_a_share_quantity") == Decimal("0.7143")  # 15 of 21


def test_the_class_of_a_day_is_a_persons_then_the_computed_then_the_loaded_one(
    cable: Item, here: Site
) -> None:
    days = [on(n) for n in range(5)]
    for day in days:
        demand(cable, here, 1, day=day)
    classify(cable, "A", on(1))
    classify(cable, "B", on(3), valid_to=on(3))
    compute(*days)
    assert [figure("abc_a_share", day) for day in days] == [0, 1, 1, 0, 1]  # C, A, A, B, A


# D-17 and D-19: targets by class, and nothing but figures of the whole company.


def test_each_class_site_region_and_family_has_its_own_stockout_rate(
    cable: Item, fuse: Item, here: Site, there: Site
) -> None:
    stock(cable, here, 0)
    stock(cable, there, 1)
    stock(fuse, here, 1)
    compute()
    rates = {
        ("ABC", "A"): 0,
        ("ABC", "C"): Decimal("0.5"),
        ("SITE", "HERE"): Decimal("0.5"),
        ("SITE", "THERE"): 0,
    }
    assert {segment: figure("stockout_rate", segment=segment) for segment in rates} == rates
    assert execute("SELECT count(*) FROM analytics.kpis_segment_daily") == [(4,)]


def test_carrying_cost_is_the_days_part_of_the_annual_rate(cable: Item, here: Site) -> None:
    stock(cable, here, 3650)
    compute()
    assert figure("carrying_cost") == 20  # 36,500 x 0.20 / 365


def test_a_day_before_the_first_rate_has_no_carrying_cost(cable: Item, here: Site) -> None:
    execute("UPDATE analytics.policy_settings SET valid_from = %s", on(1))
    stock(cable, here, 5)
    compute()
    assert reason("carrying_cost") == "NO_RATE"


def test_cost_of_goods_is_of_what_was_served_and_not_of_what_was_wanted(
    cable: Item, here: Site
) -> None:
    demand(cable, here, 6, unfulfilled_quantity=4)
    compute()
    assert [figure("cogs"), figure("total_demand"), figure("fill_rate")] == [
        60, 10, Decimal("0.6"),
    ]  # fmt: skip
