"""How PostgreSQL reads a series: the months asked for alone, and their index alone."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from core.models import DemandDaily, InventoryDaily
from tests.support.factories import a_site, an_item
from tests.support.tables import truncate_all

pytestmark = pytest.mark.django_db(transaction=True)
MONTHS = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
FACTS = ("fact_demand_daily", "fact_inventory_daily")


@pytest.fixture
def three_months(transactional_db: None) -> Iterator[None]:
    """Sixty items at one site, every day of three months, vacuumed as a night leaves them."""
    site = a_site().site_id
    for number in range(60):
        an_item(f"I-{number}")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core.dim_calendar (full_date) SELECT generate_series("
            "DATE '2026-08-01', DATE '2026-10-31', '1 day')::DATE ON CONFLICT DO NOTHING"
        )
        for fact, quantity in zip(FACTS, ("quantity", "current_stock"), strict=True):
            for month in MONTHS:
                cursor.execute("SELECT core.ensure_month(%s, %s)", [fact, month])
            cursor.execute(
                f"INSERT INTO core.{fact} (full_date, item_id, site_id, {quantity}, run_id)"
                " SELECT day::DATE, item_id, %s, 1, 1 FROM core.dim_item,"
                " generate_series(DATE '2026-08-01', DATE '2026-10-31', '1 day') AS day",
                [site],
            )
            cursor.execute(f"VACUUM (ANALYZE) core.{fact}")
    yield
    truncate_all()


def scans(rows: QuerySet[Any, Any]) -> list[tuple[str, str, int]]:
    """Kind, table and heap fetches of each scan that a prepared statement came to do."""
    statement, values = rows.query.sql_with_params()
    for number in range(1, len(values) + 1):
        statement = statement.replace("%s", f"${number}", 1)
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute("SET enable_seqscan = off")  # a few thousand rows fit into a few pages
        cursor.execute("SET enable_bitmapscan = off")
        cursor.execute(f"PREPARE series AS {statement}")
        given = ", ".join(["%s"] * len(values))
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE series ({given})", values)
        told = cursor.fetchall()[0][0]
        cursor.execute("DEALLOCATE series")
        cursor.execute("RESET ALL")
    plan = told if isinstance(told, list) else json.loads(told)
    return list(_scans(plan[0]["Plan"]))


def _scans(node: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    if "Relation Name" in node and node["Actual Loops"]:
        yield node["Node Type"], node["Relation Name"], node.get("Heap Fetches", -1)
    for part in node.get("Plans", ()):
        yield from _scans(part)


def test_a_series_of_demand_reads_the_index_of_its_months_and_no_table(three_months: None) -> None:
    item, site = an_item("X").item_id - 1, DemandDaily.objects.values_list("site_id")[0][0]
    days = DemandDaily.objects.for_pair(item, site).between(date(2026, 9, 5), date(2026, 9, 20))
    ((kind, table, heap_fetches),) = scans(days.daily())
    assert (kind, heap_fetches) == ("Index Only Scan", 0)
    assert re.search("2026_?09", table)


def test_a_series_of_stock_reads_its_months_alone(three_months: None) -> None:
    item, site = an_item("X").item_id - 1, DemandDaily.objects.values_list("site_id")[0][0]
    days = InventoryDaily.objects.for_pair(item, site).between(date(2026, 9, 5), date(2026, 10, 2))
    read = scans(days.in_order())
    assert {kind for kind, _, _ in read} == {"Index Scan"}
    assert [re.sub(r"\D", "", table)[-6:] for _, table, _ in read] == ["202609", "202610"]
