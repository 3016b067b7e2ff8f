"""Which partitions an answer reads: the months of its window, the champion's run, and no other."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from core.models import InventoryDaily, Item, Order, Site
from core.services import extend_calendar
from nova.db.backend.base import DatabaseWrapper
from tests.support.api import signed_in
from tests.support.factories import (
    a_forecast_run,
    a_site,
    a_user,
    an_item,
    forecasts,
)
from tests.support.tables import truncate_all

FACTS = {
    "fact_demand_daily": "quantity",
    "fact_inventory_daily": "current_stock",
    "fact_orders": "quantity",
}
MONTHS = [date(2026, month, 1) for month in range(6, 12)]
Node = dict[str, Any]


def execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def scans(statement: str, *, analyze: bool = False) -> list[Node]:
    """Every node of a statement's plan that reads a table or its index."""
    options = "ANALYZE, COSTS OFF, TIMING OFF" if analyze else "COSTS OFF"
    ((told,),) = execute(f"EXPLAIN (FORMAT JSON, {options}) {statement}")
    document = json.loads(told) if isinstance(told, str) else told
    found, waiting = [], [document[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if "Relation Name" in node:
            found.append(node)
    return found


def months_read(statement: str, parent: str) -> list[str]:
    """Partitions of one table that a statement would read, by name."""
    partitions = {
        name
        for (name,) in execute(
            "SELECT relname::TEXT FROM pg_inherits JOIN pg_class ON oid = inhrelid"
            " WHERE inhparent = %s::REGCLASS",
            parent,
        )
    }
    return sorted({node["Relation Name"] for node in scans(statement)} & partitions)


@pytest.fixture(autouse=True)
def values_in_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prepared statement is logged without its values; its plan for any values is looked at in
    tests/core/api/test_series_plans.py."""
    monkeypatch.setattr(DatabaseWrapper, "prepared_cursor", DatabaseWrapper.cursor)


@pytest.fixture
def pair(db: None) -> tuple[Item, Site]:
    """A material and a site, with six months of each fact to choose from."""
    for fact in FACTS:
        for month in MONTHS:
            execute("SELECT core.ensure_month(%s, %s)", fact, month)
    return an_item(), a_site()


def asked(path: str, table: str) -> str:
    """The statement that the API sends for an address to read a table."""
    client = signed_in(a_user())
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    (statement,) = (
        query["sql"]
        for query in queries.captured_queries
        if table in query["sql"].replace('"', "") and "model_runs" not in query["sql"]
    )
    return str(statement)


WINDOWS = [
    (date(2026, 8, 1), date(2026, 8, 31), ["2026_08"]),
    (date(2026, 8, 31), date(2026, 9, 1), ["2026_08", "2026_09"]),
    (date(2026, 7, 15), date(2026, 9, 15), ["2026_07", "2026_08", "2026_09"]),
]


def inventory_series(item: Item, site: Site, first: date, last: date) -> QuerySet[Any, Any]:
    stocks = InventoryDaily.objects.filter(item=item, site=site)
    return stocks.filter(full_date__gte=first, full_date__lte=last).order_by("full_date")


def order_series(item: Item, site: Site, first: date, last: date) -> QuerySet[Any, Any]:
    placed = Order.objects.filter(item=item, site=site)
    return placed.filter(order_date__gte=first, order_date__lte=last).order_by("order_date")


def statement_of(queryset: QuerySet[Any, Any]) -> str:
    """A queryset's statement with its values in it."""
    with CaptureQueriesContext(connection) as queries:
        list(queryset)
    return str(queries.captured_queries[0]["sql"])


@pytest.mark.parametrize(("first", "last", "months"), WINDOWS)
def test_demand_series_reads_the_months_of_its_window(
    pair: tuple[Item, Site], first: date, last: date, months: list[str]
) -> None:
    item, site = pair
    path = f"demand/timeseries?item_id={item.pk}&site_id={site.pk}"
    statement = asked(f"{path}&start_date={first}&end_date={last}", "fact_demand_daily")
    read = months_read(statement, "core.fact_demand_daily")
    assert read == [f"fact_demand_daily_{month}" for month in months]


@pytest.mark.parametrize(("first", "last", "months"), WINDOWS)
@pytest.mark.parametrize(
    ("series", "fact"), [(inventory_series, "fact_inventory_daily"), (order_series, "fact_orders")]
)
def test_series_of_stock_and_orders_read_the_months_of_their_window(
    pair: tuple[Item, Site],
    series: Callable[..., QuerySet[Any, Any]],
    fact: str,
    first: date,
    last: date,
    months: list[str],
) -> None:
    read = months_read(statement_of(series(*pair, first, last)), f"core.{fact}")
    assert read == [f"{fact}_{month}" for month in months]


def test_forecasts_read_the_champions_partition_only(pair: tuple[Item, Site]) -> None:
    item, site = pair
    days = [date(2026, 11, day) for day in range(1, 8)]
    for run_id, status in ((100, "RETIRED"), (101, "CHAMPION"), (102, "RETIRED")):
        forecasts(a_forecast_run(run_id, status=status), item, site, days)
    statement = asked(f"forecasts?item_id={item.pk}&site_id={site.pk}", "analytics.forecasts")
    assert months_read(statement, "analytics.forecasts") == ["forecasts_101"]


def test_a_plan_made_once_for_any_window_still_leaves_the_other_months_out(
    pair: tuple[Item, Site],
) -> None:
    execute(
        "PREPARE series (INTEGER, INTEGER, DATE, DATE) AS"
        " SELECT full_date, quantity FROM core.fact_demand_daily"
        " WHERE item_id = $1 AND site_id = $2 AND full_date BETWEEN $3 AND $4"
    )
    execute("SET LOCAL plan_cache_mode = force_generic_plan")
    try:
        read = scans("EXECUTE series (1, 1, '2026-08-31', '2026-09-01')", analyze=True)
    finally:
        execute("DEALLOCATE series")
    assert {node["Relation Name"] for node in read} == {
        "fact_demand_daily_2026_08",
        "fact_demand_daily_2026_09",
    }


@pytest.fixture
def vacuumed(transactional_db: None) -> Iterator[tuple[Item, Site]]:
    """Two months of demand of 2,000 materials at one site, as autovacuum leaves them."""
    truncate_all()
    item, site = an_item(), a_site()
    execute("INSERT INTO core.dim_item (sku, name) SELECT n, n FROM generate_series(2, 2000) AS n")
    execute(
        "INSERT INTO core.dim_calendar (full_date)"
        " SELECT generate_series('2026-08-30'::DATE, '2026-09-02', '1 day')"
    )
    for month in (date(2026, 8, 1), date(2026, 9, 1)):
        execute("SELECT core.ensure_month('fact_demand_daily', %s)", month)
    execute(
        "INSERT INTO core.fact_demand_daily (full_date, item_id, site_id, quantity, run_id)"
        " SELECT full_date, item_id, %s, 1, 1 FROM core.dim_calendar, core.dim_item",
        site.pk,
    )
    execute("VACUUM ANALYZE core.fact_demand_daily")
    yield item, site
    truncate_all()
    extend_calendar(today=date.today())  # noqa: DTZ011 - other tests expect the days there


def test_demand_series_is_answered_by_the_natural_key_alone(vacuumed: tuple[Item, Site]) -> None:
    item, site = vacuumed
    path = f"demand/timeseries?item_id={item.pk}&site_id={site.pk}"
    statement = asked(f"{path}&start_date=2026-08-30&end_date=2026-09-02", "fact_demand_daily")
    nodes = scans(statement, analyze=True)
    told = {(n["Relation Name"], n["Node Type"], n["Heap Fetches"]) for n in nodes}
    assert told == {
        ("fact_demand_daily_2026_08", "Index Only Scan", 0),
        ("fact_demand_daily_2026_09", "Index Only Scan", 0),
    }
    used = execute(
        "SELECT DISTINCT inhparent::REGCLASS::TEXT FROM pg_inherits"
        " JOIN pg_class ON oid = inhrelid WHERE relname = ANY(%s)",
        [node["Index Name"] for node in nodes],
    )
    assert used == [("core.ux_fact_demand_natural_key",)]
