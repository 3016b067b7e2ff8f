"""Figures worked out again: what adds a version, what is late, and who is told."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from analytics.kpis.computing import compute_kpis
from analytics.kpis.definitions import STORED
from core.errors import Exit
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
    reason,
    stock,
)
from tests.databases import session, start_command
from tests.support.factories import a_site, an_item, calendar
from tests.support.tables import truncate

pytestmark = pytest.mark.django_db


KEPT = ("analytics.kpis_segment_daily", "analytics.kpi_days", "support.load_runs")


@pytest.fixture
def pair() -> tuple[Item, Site]:
    return an_item(abc_class="A", unit_cost=Decimal(10)), a_site()


@pytest.fixture
def month(pair: tuple[Item, Site]) -> list[date]:
    """Forty days with demand and stock, their figures worked out."""
    days = [on(n) for n in range(40)]
    for day in days:
        demand(*pair, 5, day=day)
        stock(*pair, 20, day=day)
    compute(*days)
    return days


LAST = on(39)


def late(last: date = LAST) -> list[date]:
    """Days that are worked out because their facts changed."""
    return list(compute_kpis([], late_up_to=last).days)


def versions() -> dict[date, int]:
    return dict(execute("SELECT full_date, count(*) FROM analytics.kpis_daily GROUP BY full_date"))


def a_newer_run() -> int:
    ((run_id,),) = execute("SELECT nextval('support.load_run_id')")
    return int(run_id)


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


def test_the_view_of_the_latest_days_shows_the_new_figures(pair: tuple[Item, Site]) -> None:
    demand(*pair, 5)
    assert compute().not_refreshed is None
    assert execute("SELECT full_date, total_demand FROM analytics.mv_kpis_latest") == [(DAY, 5)]


def test_a_view_that_cannot_be_refreshed_is_told_of_and_the_figures_are_kept(
    pair: tuple[Item, Site],
) -> None:
    demand(*pair, 5)
    ((index,),) = execute("SELECT indexname FROM pg_indexes WHERE tablename = 'mv_kpis_latest'")
    execute(f"DROP INDEX analytics.{index}")
    assert "mv_kpis_latest" in str(compute().not_refreshed)
    assert figure("total_demand") == 5


# A company that is known by its purchases alone: no stock, no unmet demand, no class, no forecast.
UNKNOWN = {
    "stockout_rate": "NO_INVENTORY",
    "fill_rate": "NO_UNMET_DEMAND",
    "abc_a_share": "NO_CLASSES",
    "abc_a_share_quantity": "NO_CLASSES",
    "delayed_orders_pct": "NO_DUE_ORDERS",
    "forecast_mape": "NO_FORECAST",
    "forecast_mape_coverage": "NO_FORECAST",
    "forecast_wape": "NO_FORECAST",
    "forecast_bias": "NO_FORECAST",
    "avg_inventory_value": "NO_INVENTORY",
    "total_inventory_value": "NO_INVENTORY",
    "uncosted_stock_count": "NO_INVENTORY",
    "carrying_cost": "NO_INVENTORY",
    "cogs": "NO_COSTS",
    "turnover": "NO_INVENTORY",
}


def test_what_purchases_do_not_tell_is_missing_and_says_why() -> None:
    demand(an_item(), a_site(), 5)
    compute()
    assert {name: reason(name) for name in (*STORED, "turnover")} == {
        **dict.fromkeys(("total_demand",)),
        **UNKNOWN,
    }


def test_a_day_that_demand_is_not_loaded_for_yet_has_no_demand_rather_than_none(
    pair: tuple[Item, Site],
) -> None:
    demand(*pair, 5, day=on(-2))
    demand(*pair, 5)
    stock(*pair, 1, day=on(1))
    compute(on(-3), on(-1), on(1))
    assert [figure("total_demand", on(n)) for n in (-3, -1, 1)] == [None, 0, None]
    assert [reason("total_demand", on(n)) for n in (-3, 1)] == ["NO_DEMAND"] * 2
    assert figure("cogs", on(-1)) == 0
    assert reason("fill_rate", on(-1)) == reason("abc_a_share", on(-1)) == "NO_DEMAND"


def test_stock_and_demand_without_any_cost_have_no_value(pair: tuple[Item, Site]) -> None:
    execute("UPDATE core.dim_item SET unit_cost = NULL")
    demand(*pair, 5)
    stock(*pair, 5)
    compute()
    names = ("abc_a_share", "total_inventory_value", "avg_inventory_value", "carrying_cost", "cogs")
    assert {reason(name) for name in names} == {"NO_COSTS"}
    assert figure("uncosted_stock_count") == 1


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("compute_kpis", *arguments, stdout=said)
    return said.getvalue()


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize(
    ("arguments", "computed"),
    [
        ([], [-20, *range(-7, 1)]),  # a week before yesterday, and what is late
        (["--late"], [-20, -3]),
        (["--from", "-4", "--to", "-2"], [-4, -3, -2]),
        (["--from", "-1"], [-1, 0]),
        (["--to", "-3"], [-3]),
    ],
)
def test_the_command_works_out_the_days_it_is_asked_for(
    pair: tuple[Item, Site], arguments: list[str], computed: list[int]
) -> None:
    calendar(*(yesterday() - timedelta(days=n) for n in range(30)))
    for n in (-20, -3):
        demand(*pair, 5, day=yesterday() + timedelta(days=n))
    written = [
        str(yesterday() + timedelta(days=int(word))) if word[1].isdigit() else word
        for word in arguments
    ]
    assert run(*written).startswith(f"days: {len(computed)};")
    assert sorted(versions()) == [yesterday() + timedelta(days=n) for n in computed]


def test_the_command_refuses_a_span_that_runs_backwards() -> None:
    with pytest.raises(CommandError, match="--from lies after --to"):
        run("--from", "2026-10-02", "--to", "2026-10-01")


@pytest.mark.django_db(transaction=True)
def test_two_computations_at_once_are_one_and_a_refusal() -> None:
    with session("nova_loader") as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, hashtext('kpis'))", [0x4E4F5641])
        started = start_command("compute_kpis")
        _said, trouble = started.communicate(timeout=60)
    assert (started.returncode, trouble.partition(":")[0]) == (Exit.LOCKED, "LOCKED")


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """What other processes see of this test is removed afterwards."""
    yield
    truncate("core.dim_item", "core.dim_site", "analytics.kpis_daily", *KEPT)


def test_the_loaders_role_may_work_them_out(committed: None) -> None:
    pair = an_item(abc_class="A", unit_cost=Decimal(10)), a_site()
    demand(*pair, 5)
    stock(*pair, 5)
    started = start_command("compute_kpis", "--from", DAY, "--to", DAY)
    said, trouble = started.communicate(timeout=60)
    assert (started.returncode, trouble) == (0, "")
    assert said == "days: 1; rows of figures: 3, 3 of them new and 0 unchanged\n"
    assert figure("total_inventory_value") == 50
