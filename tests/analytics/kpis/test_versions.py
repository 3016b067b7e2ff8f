"""Figures worked out again: what adds a version, and what shows it."""

from datetime import date

import pytest

from analytics.kpis.computing import compute_kpis
from core.models import Item, Site
from support.models import AuditLog, LoadRun
from tests.analytics.kpis.rows import (
    DAY,
    compute,
    demand,
    execute,
    figure,
    on,
    order,
    versions,
)

pytestmark = pytest.mark.django_db


def test_the_same_facts_again_add_no_version(month: list[date]) -> None:
    again = compute(*month)
    assert (again.rows, again.added, again.unchanged) == (40 * 3, 0, 40 * 3)
    assert set(versions().values()) == {1}


def test_the_run_tells_rows_that_were_the_same_as_duplicates(pair: tuple[Item, Site]) -> None:
    demand(*pair, 5)
    compute()
    compute()
    runs = LoadRun.objects.filter(dataset="kpis").order_by("run_id")
    # The company, its site and its class A.
    assert list(runs.values_list("rows_read", "rows_loaded", "rows_duplicate")) == [
        (3, 3, 0),
        (3, 0, 3),
    ]
    assert runs.latest("run_id").as_of == DAY
    assert AuditLog.objects.filter(action="KPIS_COMPUTED").count() == 2


def test_a_changed_figure_adds_a_version_and_keeps_the_one_before(
    pair: tuple[Item, Site],
) -> None:
    demand(*pair, 5)
    compute()
    execute("UPDATE core.fact_demand_daily SET quantity = 7")
    second = compute()
    kept = execute("SELECT total_demand, run_id FROM analytics.kpis_daily ORDER BY computed_at")
    assert [total for total, _ in kept] == [5, 7]
    assert kept[1][1] == second.run_id
    assert figure("total_demand") == figure("total_demand", segment=("ABC", "A")) == 7


def test_days_on_their_own_are_as_they_are_among_all(pair: tuple[Item, Site]) -> None:
    """Orders are added up over days: leaving days out may not leave orders out."""
    days = [on(n) for n in range(40)]
    for n in (0, 9, 17):
        order(*pair, expected=on(n), actual=on(n + 1 - n % 2), status="RECEIVED")
    compute(*days)
    among_all = [figure("delayed_orders_pct", day) for day in days]
    execute("DELETE FROM analytics.kpis_daily")
    compute(on(5), on(20), on(35))
    assert [figure("delayed_orders_pct", on(n)) for n in (5, 20, 35)] == [
        among_all[5], among_all[20], among_all[35],
    ]  # fmt: skip
    assert len(set(among_all)) > 2


def test_a_trial_run_keeps_nothing(month: list[date]) -> None:
    execute("UPDATE core.fact_demand_daily SET quantity = 6")
    tried = compute_kpis(month, dry_run=True)
    assert (tried.added, tried.run_id) == (40 * 3, None)
    assert figure("total_demand") == 5
