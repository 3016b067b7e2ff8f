"""The supplier of demand that came without one: what orders tell of it, and what they do not."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from core.errors import Exit
from core.reconcile import reconcile_suppliers
from support.models import AuditLog, LoadRun
from tests.databases import session, start_command
from tests.support.tables import truncate

DAY = date(2026, 10, 15)
HERE, THERE, ELSEWHERE = 1, 2, 3  # sites
CABLE, FUSE = 1, 2  # items
ANA, BIA = 1, 2  # suppliers


def execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def fill_dimensions() -> None:
    execute("INSERT INTO core.dim_item (item_id, sku, name) VALUES (1, 'C', 'C'), (2, 'F', 'F')")
    execute(
        "INSERT INTO core.dim_site (site_id, code, name)"
        " VALUES (1, 'A', 'A'), (2, 'B', 'B'), (3, 'C', 'C')"
    )
    execute(
        "INSERT INTO core.dim_supplier (supplier_id, code, name)"
        " VALUES (1, 'ANA', 'Ana'), (2, 'BIA', 'Bia')"
    )


@pytest.fixture
def world(db: None) -> None:
    """Two materials, three sites, two suppliers; no demand and no order."""
    fill_dimensions()


def demand(day: date = DAY, item: int = CABLE, supplier: int | None = None) -> None:
    execute("INSERT INTO core.dim_calendar (full_date) VALUES (%s) ON CONFLICT DO NOTHING", day)
    execute("SELECT core.ensure_month('fact_demand_daily', %s)", day)
    execute(
        "INSERT INTO core.fact_demand_daily (full_date, item_id, site_id, supplier_id, quantity,"
        " run_id) VALUES (%s, %s, %s, %s, 5, 1)",
        day, item, HERE, supplier,
    )  # fmt: skip


def order(supplier: int, site: int, days: int, item: int = CABLE, status: str = "RECEIVED") -> None:
    """An order placed so many days after DAY; before it when negative."""
    day = DAY + timedelta(days=days)
    execute("INSERT INTO core.dim_calendar (full_date) VALUES (%s) ON CONFLICT DO NOTHING", day)
    execute("SELECT core.ensure_month('fact_orders', %s)", day)
    ((count,),) = execute("SELECT count(*) FROM core.fact_orders")
    execute(
        "INSERT INTO core.fact_orders (order_number, order_line, order_date, item_id, supplier_id,"
        " site_id, quantity, status, run_id) VALUES (%s, 1, %s, %s, %s, %s, 1, %s, 1)",
        f"PO-{count}", day, item, supplier, site, status,
    )  # fmt: skip


def found() -> list[int | None]:
    """Supplier worked out for each row of demand, by day and item."""
    rows = execute(
        "SELECT reconciled_supplier_id FROM core.fact_demand_daily ORDER BY full_date, item_id"
    )
    return [supplier for (supplier,) in rows]


Order = tuple[Any, ...]
CASES: list[tuple[str, list[Order], int | None, str]] = [
    ("one supplier at the site", [(ANA, HERE, -30)], ANA, "filled_by_site"),
    ("several orders of one supplier", [(ANA, HERE, -30), (ANA, HERE, -3)], ANA, "filled_by_site"),
    ("an order on the very day", [(ANA, HERE, 0)], ANA, "filled_by_site"),
    ("an order on the day after", [(ANA, HERE, 1)], None, "still_unknown"),
    # 365 days up to the day, that day included: the first of them is 364 days before it
    ("an order on the first of the days", [(ANA, HERE, -364)], ANA, "filled_by_site"),
    ("an order on the day before the first", [(ANA, HERE, -365)], None, "still_unknown"),
    ("a tie at the site", [(ANA, HERE, -30), (BIA, HERE, -30)], None, "still_unknown"),
    ("a tie, many orders to one", [(ANA, HERE, n) for n in range(-9, 0)] + [(BIA, HERE, -99)],
     None, "still_unknown"),
    ("a tie only with an order too old", [(ANA, HERE, -30), (BIA, HERE, -365)],
     ANA, "filled_by_site"),
    ("a tie only with an order to come", [(ANA, HERE, -30), (BIA, HERE, 1)],
     ANA, "filled_by_site"),
    ("one supplier at another site", [(ANA, THERE, -30)], ANA, "filled_by_item"),
    ("one supplier at two other sites", [(ANA, THERE, -30), (ANA, ELSEWHERE, -9)],
     ANA, "filled_by_item"),
    ("a tie between other sites", [(ANA, THERE, -30), (BIA, ELSEWHERE, -30)],
     None, "still_unknown"),
    ("the site's own before another's", [(ANA, HERE, -30), (BIA, THERE, -30)],
     ANA, "filled_by_site"),
    ("the site's too old, another's good", [(BIA, HERE, -365), (ANA, THERE, -364)],
     ANA, "filled_by_item"),
    ("an order at another site to come", [(ANA, THERE, 1)], None, "still_unknown"),
    ("an order of another material", [(ANA, HERE, -30, FUSE)], None, "still_unknown"),
    ("a cancelled order alone", [(ANA, HERE, -30, CABLE, "CANCELLED")], None, "still_unknown"),
    ("a cancelled order of another", [(ANA, HERE, -30), (BIA, HERE, -9, CABLE, "CANCELLED")],
     ANA, "filled_by_site"),
    ("an order placed and not received", [(ANA, HERE, -30, CABLE, "PLACED")],
     ANA, "filled_by_site"),
    ("no order at all", [], None, "still_unknown"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("orders", "supplier", "counted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_supplier_follows_from_the_orders_of_365_days(
    world: None, orders: list[Order], supplier: int | None, counted: str
) -> None:
    demand()
    for placed in orders:
        order(*placed)
    told = asdict(reconcile_suppliers())
    assert found() == [supplier]
    assert {name: count for name, count in told.items() if count} == {"examined": 1, counted: 1}


def test_the_days_are_those_of_each_row_and_not_of_the_run(world: None) -> None:
    order(ANA, HERE, -400)
    order(BIA, HERE, 0)
    for days in (-401, -400, -36, -35, -1, 0):
        demand(DAY + timedelta(days=days))
    reconcile_suppliers()
    # -400 + 364 = -36 is the last day of Ana's order; -35 and -1 lie between the two.
    assert found() == [None, ANA, ANA, None, None, BIA]


def test_a_supplier_that_was_loaded_is_left_alone(world: None) -> None:
    demand(supplier=BIA)
    order(ANA, HERE, -30)
    assert reconcile_suppliers().examined == 0
    assert found() == [None]


def test_the_key_stays_as_it_was_loaded(world: None) -> None:
    demand()
    order(ANA, HERE, -30)
    reconcile_suppliers()
    assert execute("SELECT supplier_id FROM core.fact_demand_daily") == [(None,)]


def test_a_second_run_changes_nothing(world: None) -> None:
    demand()
    demand(item=FUSE)
    order(ANA, HERE, -30)
    reconcile_suppliers()
    before = execute("SELECT ctid::TEXT, reconciled_supplier_id FROM core.fact_demand_daily")
    told = reconcile_suppliers()
    assert (told.examined, told.kept, told.still_unknown) == (2, 1, 1)
    after = execute("SELECT ctid::TEXT, reconciled_supplier_id FROM core.fact_demand_daily")
    assert after == before  # not even written again


def test_a_supplier_that_became_doubtful_is_cleared(world: None) -> None:
    demand()
    order(ANA, HERE, -30)
    reconcile_suppliers()
    order(BIA, HERE, -20)
    told = reconcile_suppliers()
    assert (told.cleared, told.still_unknown, found()) == (1, 0, [None])
    assert reconcile_suppliers().still_unknown == 1


def test_another_supplier_takes_the_place_of_one_whose_order_was_cancelled(world: None) -> None:
    demand()
    order(ANA, HERE, -30)
    reconcile_suppliers()
    execute("UPDATE core.fact_orders SET status = 'CANCELLED'")
    order(BIA, THERE, -20)
    told = reconcile_suppliers()
    assert (told.filled_by_item, told.cleared, found()) == (1, 0, [BIA])


def test_since_leaves_the_days_before_it_alone(world: None) -> None:
    for days in (-1, 0, 40):
        demand(DAY + timedelta(days=days))
    order(ANA, HERE, -30)
    assert reconcile_suppliers(since=DAY).examined == 2
    assert found() == [None, ANA, ANA]


def test_a_dry_run_counts_and_changes_nothing(world: None) -> None:
    demand()
    order(ANA, HERE, -30)
    out = StringIO()
    call_command("reconcile_suppliers", "--dry-run", stdout=out)
    assert out.getvalue().splitlines() == [
        "examined: 1", "filled by site: 1", "filled by item: 0", "kept: 0", "cleared: 0",
        "still unknown: 0",
    ]  # fmt: skip
    assert found() == [None]
    assert not LoadRun.objects.filter(dataset="supplier_reconciliation").exists()
    assert not AuditLog.objects.filter(action="SUPPLIERS_RECONCILED").exists()


def test_each_run_is_recorded_and_audited_with_its_counts(world: None) -> None:
    demand()
    demand(item=FUSE)
    order(ANA, HERE, -30)
    call_command("reconcile_suppliers", "--since", "2026-10-01", stdout=StringIO())
    run = LoadRun.objects.get(dataset="supplier_reconciliation")
    counts = {
        "examined": 2, "filled_by_site": 1, "filled_by_item": 0, "kept": 0, "cleared": 0,
        "still_unknown": 1, "since": "2026-10-01",
    }  # fmt: skip
    assert (run.status, run.rows_read, run.rows_loaded, run.rows_set_apart) == (
        "PUBLISHED",
        2,
        1,
        1,
    )
    assert run.details == counts
    audited = AuditLog.objects.get(action="SUPPLIERS_RECONCILED")
    assert (audited.entity_id, audited.details) == (run.run_id, counts)
    assert audited.actor.startswith("cli:")


def test_each_row_is_filled_and_told_of(world: None) -> None:
    demand()
    order(ANA, HERE, -30)
    assert reconcile_suppliers().filled_by_site == 1
    assert found() == [ANA]


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """One row of demand and its order that other sessions see."""
    dimensions = ("core.dim_item", "core.dim_site", "core.dim_supplier", "support.load_runs")
    truncate(*dimensions)
    fill_dimensions()
    demand()
    order(ANA, HERE, -30)
    yield
    truncate(*dimensions)


def test_the_loaders_role_is_enough(committed: None) -> None:
    loader = start_command("reconcile_suppliers", role="nova_loader")
    _, err = loader.communicate(timeout=60)
    assert (loader.returncode, err, found()) == (0, "", [ANA])


def test_the_role_of_the_api_may_not(committed: None) -> None:
    reader = start_command("reconcile_suppliers", role="nova_api")
    _, err = reader.communicate(timeout=60)
    assert (reader.returncode, err.partition(":")[0]) == (Exit.NOT_PERMITTED, "NOT_PERMITTED")


def test_it_does_not_go_on_beside_a_load_of_demand(committed: None) -> None:
    with session("nova_loader") as loading:
        # as mlops.pipeline.session takes it
        loading.execute("SELECT pg_advisory_lock(1313822273, hashtext('demand'))")
        reconciling = start_command("reconcile_suppliers", role="nova_loader")
        _, err = reconciling.communicate(timeout=60)
        loading.execute("SELECT pg_advisory_unlock_all()")
    assert (reconciling.returncode, err.partition(":")[0]) == (Exit.LOCKED, "LOCKED")
    assert found() == [None]
