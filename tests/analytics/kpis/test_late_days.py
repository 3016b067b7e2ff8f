"""Days whose facts changed since their figures were worked out."""

from datetime import date
from decimal import Decimal

import pytest

from analytics.kpis.computing import compute_kpis
from core.models import Item, Site
from support.models import LoadRun
from tests.analytics.kpis.rows import (
    DAY,
    demand,
    execute,
    figure,
    on,
    order,
    reason,
    stock,
    versions,
)
from tests.support.factories import a_site

pytestmark = pytest.mark.django_db

LAST = on(39)


def late(last: date = LAST) -> list[date]:
    """Days that are worked out because their facts changed."""
    return list(compute_kpis([], late_up_to=last).days)


def a_newer_run() -> int:
    ((run_id,),) = execute("SELECT nextval('support.load_run_id')")
    return int(run_id)


def test_a_late_correction_of_demand_is_of_its_day_alone(month: list[date]) -> None:
    execute(
        "UPDATE core.fact_demand_daily SET quantity = 9, run_id = %s WHERE full_date = %s",
        a_newer_run(), on(7),
    )  # fmt: skip
    assert late() == [on(7)]
    assert {day: count for day, count in versions().items() if count > 1} == {on(7): 2}
    assert figure("total_demand", on(7)) == 9
    assert late() == []


def test_a_late_count_of_stock_is_of_its_day_alone(
    month: list[date], pair: tuple[Item, Site]
) -> None:
    stock(pair[0], a_site("LATE"), 0, day=on(11), run_id=a_newer_run())
    assert late() == [on(11)]
    assert figure("stockout_rate", on(11)) == Decimal("0.5")


def test_a_late_order_is_of_the_thirty_days_that_it_is_due_on(
    month: list[date], pair: tuple[Item, Site]
) -> None:
    order(*pair, expected=on(3), run_id=a_newer_run())
    assert late() == [on(n) for n in range(3, 33)]
    assert [figure("delayed_orders_pct", on(n)) for n in (2, 3, 4, 32, 33)] == [
        None, 0, 1, 1, None,
    ]  # fmt: skip


def test_a_load_that_changes_nothing_is_looked_at_once(month: list[date]) -> None:
    execute("UPDATE core.fact_demand_daily SET run_id = %s", a_newer_run())
    assert late() == month
    assert set(versions().values()) == {1}
    assert late() == []


def test_facts_that_were_taken_back_are_late_too(
    month: list[date], pair: tuple[Item, Site]
) -> None:
    demand(pair[0], a_site("WRONG"), 100, day=on(7), run_id=a_newer_run())
    late()
    execute("DELETE FROM core.fact_demand_daily WHERE quantity = 100")
    assert late() == [on(7)]
    assert figure("total_demand", on(7)) == 5


def test_a_day_that_lost_its_last_fact_has_figures_of_none(month: list[date]) -> None:
    for fact in ("demand", "inventory"):
        execute(f"DELETE FROM core.fact_{fact}_daily WHERE full_date = %s", on(7))
    assert late() == [on(7)]
    assert [figure("total_demand", on(7)), reason("stockout_rate", on(7))] == [0, "NO_INVENTORY"]
    assert figure("total_demand", on(7), segment=("ABC", "A")) == 0


def test_a_day_whose_month_was_archived_keeps_its_figures(month: list[date]) -> None:
    execute("ALTER TABLE core.fact_demand_daily DETACH PARTITION core.fact_demand_daily_2026_10")
    assert late() == []
    assert figure("total_demand", DAY) == 5


def test_facts_that_never_had_figures_are_late(pair: tuple[Item, Site]) -> None:
    for n in (0, 5):
        demand(*pair, 5, day=on(n))
    assert late() == [DAY, on(5)]


def test_facts_after_the_last_day_wait(month: list[date], pair: tuple[Item, Site]) -> None:
    demand(*pair, 5, day=on(40))
    assert late(on(39)) == []
    assert late(on(40)) == [on(40)]


def test_nothing_late_is_no_run(month: list[date]) -> None:
    before = LoadRun.objects.count()
    assert compute_kpis([], late_up_to=on(39)).run_id is None
    assert LoadRun.objects.count() == before
