"""How PostgreSQL reads a series: the months asked for alone, and their index alone."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from core.models import DemandDaily
from core.series import DEMAND, INVENTORY
from nova.db.sql import read_sql
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


def scans(series: str, first: date, last: date) -> list[tuple[str, str, int]]:
    """Kind, table and heap fetches of each scan that the prepared statement came to do."""
    pair = dict(DemandDaily.objects.values("item_id", "site_id")[0])
    values: dict[str, Any] = {**pair, "first": first, "last": last, "limited_to": None}
    statement = read_sql("core", series)
    for number, name in enumerate(values, start=1):
        statement = statement.replace(f"%({name})s", f"${number}")
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute("SET enable_seqscan = off")  # a few thousand rows fit into a few pages
        cursor.execute("SET enable_bitmapscan = off")
        cursor.execute(f"PREPARE series AS {statement}")
        given = ", ".join(["%s"] * len(values))
        cursor.execute(
            f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE series ({given})", list(values.values())
        )
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
    read = scans(DEMAND, date(2026, 9, 5), date(2026, 9, 20))
    ((kind, table, heap_fetches),) = read
    assert (kind, heap_fetches) == ("Index Only Scan", 0)
    assert re.search("2026_?09", table)


def test_a_series_of_stock_reads_its_months_alone(three_months: None) -> None:
    read = scans(INVENTORY, date(2026, 9, 5), date(2026, 10, 2))
    assert {kind for kind, _, _ in read} == {"Index Scan"}
    assert [re.sub(r"\D", "", table)[-6:] for _, table, _ in read] == ["202609", "202610"]
