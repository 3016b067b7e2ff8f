"""What each rule advises, of few facts and worked out by hand. Every pair wants one unit a day, is
supplied within ten days and has a reorder point of 20; a review covers seven days more."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.analytics.policy.world import (
    CABLE,
    DAY,
    FAR,
    FUSE,
    HERE,
    THERE,
    ago,
    execute,
    fill_dimensions,
    forecast,
    order,
    stock,
    wanted,
    wanted_daily,
)  # fmt: skip
from tests.analytics.recommend.rules import advice, run_rules, set_policy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    fill_dimensions()
    for site in (HERE, THERE, FAR):
        set_policy(CABLE, site, lead_time_days=10, reorder_point=20)
    wanted_daily(1)


# 20 + 7 * 1 = 27 is ordered up to.
QUANTITIES = [
    ("nothing under way", 12, 0, None, None, "15"),
    ("at the reorder point itself", 20, 0, None, None, "7"),
    ("just above it", "20.0001", 0, None, None, None),
    ("orders under way cover it", 12, 9, None, None, None),
    ("orders under way cover a part", 12, 5, None, None, "10"),
    ("in whole lots", 12, 0, 4, None, "16"),
    ("in one lot where it is large", 12, 0, 100, None, "100"),
    ("within the largest order", 12, 0, 4, 6, "6"),
    ("whole units where no lot is known", "12.5", 0, None, None, "15"),
    ("what is owed already", -3, 0, None, None, "30"),
]


@pytest.mark.parametrize(
    ("held", "under_way", "least", "most", "quantity"),
    [case[1:] for case in QUANTITIES],
    ids=[case[0] for case in QUANTITIES],
)
def test_orders_up_to_the_reorder_point_and_a_review(
    held: str | int, under_way: int, least: int | None, most: int | None, quantity: str | None
) -> None:
    execute("UPDATE core.dim_item SET min_order_qty = %s, max_order_qty = %s", least, most)
    stock(held)
    if under_way:
        order(2, under_way, due=-3)
    run_rules()
    assert [row.quantity_recommended for row in advice("REORDER")] == (
        [Decimal(quantity)] if quantity else []
    )


def test_a_reorder_says_why_by_when_and_what_is_at_stake() -> None:
    stock(12)
    run_rules()
    (row,) = advice("REORDER")
    assert row.message == (
        "Comprar 15 UN de CAB para SSA: estoque 12, a caminho 0, ponto de reposição 20."
        " O estoque deve acabar em 13/11/2026."
    )
    # 12 units last twelve days and the order takes ten: it can wait three days. Over the ten days
    # no unit is missed.
    assert (row.action_date, row.money_at_risk) == (ago(-3), 0)
    assert (row.opened_on, row.action_until) == (DAY, ago(-10))
    assert (row.evidence["rule"], row.evidence["site_code"]) == ("REORDER", "SSA")


def test_money_at_risk_is_what_will_be_missed_before_an_order_comes() -> None:
    stock(3)
    order(2, 2, due=-10)  # the last day of the lead time
    order(2, 4, due=-11)
    run_rules()
    # 10 wanted, 3 held, 2 to come: 5 missed at 10 BRL
    assert {row.money_at_risk for row in advice("REORDER")} == {Decimal("50.00")}


def test_money_at_risk_is_unknown_without_a_cost() -> None:
    execute("UPDATE core.dim_item SET unit_cost = NULL")
    stock(3)
    run_rules()
    assert [row.money_at_risk for row in advice("REORDER")] == [None]


# Urgency 4 nothing left, 3 within ten days, 2 within seventeen, else 1; criticality of 8 and more
# times 1.5, of 3 and less times 0.75; class A times 1.5, C times 0.75. From 4.5 critical, 3 high,
# 1.5 medium.
PRIORITIES = [
    (0, 9, "A", "CRITICAL"),  # 4 * 1.5 * 1.5 = 9
    (0, 5, "B", "HIGH"),  # 4
    (0, 2, "C", "MEDIUM"),  # 4 * .75 * .75 = 2.25
    (9, 5, "A", "CRITICAL"),  # out on the tenth day: 3 * 1.5 = 4.5
    (10, 5, "A", "HIGH"),  # out on the eleventh: 2 * 1.5 = 3
    (16, 5, "B", "MEDIUM"),  # out on the seventeenth: 2
    (17, 5, "B", "LOW"),  # out on the eighteenth: 1
    (17, 9, "A", "MEDIUM"),  # 2.25
]


@pytest.mark.parametrize(("held", "criticality", "abc", "priority"), PRIORITIES)
def test_priority_follows_from_rupture_criticality_and_class(
    held: int, criticality: int, abc: str, priority: str
) -> None:
    execute("UPDATE core.dim_item SET criticality = %s", criticality)
    execute(
        "INSERT INTO analytics.item_classifications (item_id, valid_from, source, abc_class, actor)"
        " VALUES (1, '2026-10-01', 'OVERRIDE', %s, 'ana')",
        abc,
    )
    stock(held)
    run_rules()
    assert [row.priority for row in advice("REORDER")] == [priority]


@pytest.mark.parametrize(
    ("due", "is_late"),
    [(-12, False), (-13, False), (-14, True), (1, True), (None, True)],
    ids=["before", "on the day", "after", "overdue", "without a date"],
)
def test_hurries_an_order_that_comes_after_the_rupture(due: int | None, is_late: bool) -> None:
    stock(12)  # short on the thirteenth day
    number = order(20, 2 if due == -12 else 40, due=due)
    run_rules()
    if not is_late:
        # 2 units on the twelfth day put it off to the fifteenth: nothing comes after that.
        assert advice("EXPEDITE") == []
        return
    (row,) = advice("EXPEDITE")
    assert row.quantity_recommended == 40
    assert [one["order_number"] for one in row.evidence["orders"]] == [number]


def test_hurries_nothing_where_stock_lasts() -> None:
    stock(500)
    forecast([("0", "1", "2")] * 60)
    order(20, 40, due=1)
    run_rules()
    assert advice("EXPEDITE") == []


def spread(here: int, there: int, far: int) -> None:
    """Stock at the three sites; those beyond the first want one unit a day as well."""
    for site, units in ((HERE, here), (THERE, there), (FAR, far)):
        stock(units, site=site)
        if site != HERE:
            wanted_daily(1, site=site)


def moved() -> list[tuple[str, Any]]:
    return [
        (row.evidence["from_site_code"], row.quantity_recommended)
        for row in sorted(advice("REALLOCATE"), key=lambda row: row.recommendation_id)
    ]


def test_moves_from_the_region_before_another_with_more() -> None:
    spread(here=12, there=30, far=500)  # 15 lacking; there 3 to spare, far 473
    run_rules()
    assert sorted(moved()) == [("FOR", 12), ("FSA", 3)]


def test_leaves_a_giver_its_reorder_point_and_review() -> None:
    spread(here=12, there=29, far=27)
    run_rules()
    assert moved() == [("FSA", 2)]


@pytest.mark.parametrize(("here", "others"), [(21, 500), (12, 27)], ids=["no need", "no surplus"])
def test_moves_nothing_where_nobody_lacks_or_nobody_can_spare(here: int, others: int) -> None:
    spread(here=here, there=others, far=others)
    run_rules()
    assert moved() == []


def test_holds_what_is_bought_beside_half_a_year_of_stock() -> None:
    stock(181)
    order(2, 40, due=-3)
    run_rules()
    (row,) = advice("HOLD")
    # One unit more than 180 days of demand, at 10 BRL
    assert (row.quantity_recommended, row.money_at_risk) == (40, 10)
    assert row.message == (
        "Não comprar CAB para SSA e segurar 40 UN a caminho: o estoque de 181 UN cobre 181 dias."
    )


@pytest.mark.parametrize(("placed", "told"), [(29, 1), (30, 0)])
def test_a_recent_order_is_bought_stock_too(placed: int, told: int) -> None:
    stock(181)
    order(placed, 40, received=5 if placed > 5 else 0)
    run_rules()
    assert [row.quantity_recommended for row in advice("HOLD")] == [0] * told


def test_half_a_year_of_stock_is_no_reason_to_hold_anything() -> None:
    stock(180)
    order(2, 40, due=-3)
    run_rules()
    assert advice("HOLD") == []


def test_clears_out_what_nobody_wanted_for_a_year() -> None:
    stock(7, FUSE, days_ago=365)
    stock(5, FUSE)
    run_rules()
    (row,) = advice("PROMO")
    assert (row.item_id, row.quantity_recommended, row.money_at_risk) == (FUSE, 5, 50)
    assert row.message == (
        "Escoar 5 UN de FUS em SSA: sem demanda há mais de 365 dias. Valor parado: R$ 50,00."
    )


@pytest.mark.parametrize(
    ("first_count", "last_demand", "held"),
    [(364, None, 5), (365, 364, 5), (365, None, 0)],
    ids=["not known for a year", "wanted within the year", "none left"],
)
def test_clears_nothing_out_that_may_be_wanted(
    first_count: int, last_demand: int | None, held: int
) -> None:
    stock(7, FUSE, days_ago=first_count)
    stock(held, FUSE)
    if last_demand:
        wanted(last_demand, 1, FUSE)
    run_rules()
    assert advice("PROMO") == []


def test_a_company_whose_stock_nobody_counts_gets_no_advice() -> None:
    order(20, 40, due=1)
    told = run_rules()
    assert (told.advice_opened, told.alerts_opened) == (0, 1)  # the order is late all the same


def test_an_override_that_has_ended_no_longer_moves_the_reorder_point() -> None:
    stock(12)
    execute("UPDATE analytics.policy_overrides SET expires_on = %s", DAY)
    run_rules()
    (row,) = advice("REORDER")
    assert row.evidence["reorder_point_source"] == "OVERRIDE"
    run_rules(DAY + timedelta(days=1))
    (row,) = advice("REORDER")
    assert row.evidence["reorder_point_source"] == "COMPUTED"
