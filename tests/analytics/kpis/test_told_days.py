"""The company's days as the API tells them: kept as they are told, and never behind their table."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection

from analytics.models import KpiDailyLatest
from analytics.querysets.kpis import told_days
from analytics.views.kpis import KpiListView
from core.errors import UpkeepError
from core.models import Item, Site
from mlops.nightly.reader_steps import views
from nova.api.rows import rows_of
from nova.db.sql import read_sql
from tests.analytics.kpis.rows import compute, demand, execute, on, versions
from tests.support.factories import calendar

pytestmark = pytest.mark.django_db
HELD = "SELECT full_date, total_demand, told FROM analytics.mv_kpis_latest ORDER BY 1"
IN_THE_TABLE = (
    "SELECT full_date, total_demand, told FROM analytics.v_kpis_daily_latest"
    " WHERE full_date > (SELECT max(full_date) - 90 FROM analytics.kpis_daily) ORDER BY 1"
)


ANEW = (
    "INSERT INTO analytics.kpis_daily (full_date, run_id, computed_at, total_demand)"
    " SELECT full_date, 2, computed_at + INTERVAL '1 day', 7 FROM analytics.kpis_daily"
)


@pytest.fixture
def days() -> list[date]:
    """A hundred and twenty days with a figure of each kind, and what is not known of a day."""
    found = [on(-n) for n in range(120)]
    calendar(*found)
    execute(
        "INSERT INTO analytics.kpis_daily (full_date, run_id, computed_at, total_demand,"
        " stockout_rate, forecast_bias, uncosted_stock_count, cogs, total_inventory_value, reasons)"
        " SELECT day, 1, TIMESTAMPTZ '2026-11-21 12:00:00.5-03', n * 10.5, n / 200.0, -0.0100, n,"
        ' CASE WHEN n %% 7 > 0 THEN n END, 1e13, \'{"fill_rate": "NO_UNMET_DEMAND"}\''
        " FROM unnest(%s::DATE[]) WITH ORDINALITY AS found (day, n)",
        found,
    )
    return sorted(found)


@pytest.mark.parametrize(
    "change",
    [
        ANEW,
        "UPDATE analytics.kpis_daily SET total_demand = 8 WHERE total_demand < 100",
        "DELETE FROM analytics.kpis_daily WHERE total_demand < 100",
        "TRUNCATE analytics.kpis_daily",
    ],
)
def test_a_change_is_shown_in_its_own_transaction(change: str, days: list[date]) -> None:
    before = execute(HELD)
    assert before == execute(IN_THE_TABLE)
    assert len(before) == 90
    execute(change)
    assert execute(HELD) == execute(IN_THE_TABLE) != before


def test_figures_that_cannot_be_shown_are_not_kept(pair: tuple[Item, Site]) -> None:
    demand(*pair, 5)
    ((index,),) = execute("SELECT indexname FROM pg_indexes WHERE tablename = 'mv_kpis_latest'")
    execute(f"DROP INDEX analytics.{index}")
    with pytest.raises(UpkeepError, match="mv_kpis_latest"):
        compute()
    assert versions() == {}


WINDOWS: tuple[tuple[int | None, int | None], ...] = (
    (None, None), (-119, 0), (-95, -85), (-89, 0), (-30, -1), (-10, None), (None, -100), (5, 9),
)  # fmt: skip


def asked_of(first: int | None, last: int | None, **page: int) -> dict[str, Any]:
    asked: dict[str, Any] = {"limit": 1000, "offset": 0, **page}
    if first is not None:
        asked["start_date"] = on(first)
    if last is not None:
        asked["end_date"] = on(last)
    return asked


@pytest.mark.parametrize(("first", "last"), WINDOWS)
def test_days_are_told_as_their_columns_are(
    first: int | None, last: int | None, days: list[date]
) -> None:
    asked = asked_of(first, last)
    found = told_days(asked)
    window = KpiDailyLatest.days.within(asked.get("start_date"), asked.get("end_date"))
    by_column = rows_of(window.order_by("full_date"), KpiListView.of_company)
    assert json.loads(found.text) == json.loads(by_column.text)
    assert [list(row) for row in json.loads(found.text)] == [
        list(KpiListView.of_company)
    ] * found.count
    expected = [day for day in days if on(first or -119) <= day <= on(last or 0)]
    assert [row["full_date"] for row in json.loads(found.text)] == list(map(str, expected))


def test_a_page_goes_on_where_the_one_before_ended(days: list[date]) -> None:
    pages = [told_days(asked_of(None, None, limit=50, offset=n)) for n in (0, 50, 100)]
    told = [row["full_date"] for page in pages for row in json.loads(page.text)]
    assert told == list(map(str, days))


@pytest.mark.parametrize(("first", "is_read"), [(on(-89), False), (on(-90), True), (None, True)])
def test_the_table_is_read_only_for_days_before_the_view(
    first: date | None, is_read: bool, days: list[date]
) -> None:
    values = {"first": first, "last": None, "limit": 100, "offset": 0}
    with connection.cursor() as cursor:
        statement = read_sql("analytics", "kpis/told_days.sql")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        ((plan,),) = cursor.fetchone()
    scans = [node for node in _nodes(plan["Plan"]) if node.get("Relation Name") == "kpis_daily"]
    assert scans
    assert any(scan["Actual Loops"] for scan in scans) == is_read


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def test_days_are_told_where_the_view_lost_them(days: list[date]) -> None:
    """As after a restore of rows alone, with triggers off."""
    execute("ALTER TABLE analytics.kpis_daily DISABLE TRIGGER USER")
    execute("CREATE TEMPORARY TABLE kept AS TABLE analytics.kpis_daily")
    execute("DELETE FROM analytics.kpis_daily")
    execute("SELECT analytics.refresh_view('mv_kpis_latest')")
    execute("INSERT INTO analytics.kpis_daily OVERRIDING SYSTEM VALUE TABLE kept")
    assert execute(HELD) == []
    assert told_days(asked_of(-30, 0)).count == 31


def test_a_view_without_rows_to_read_gets_them_with_the_next_figures(days: list[date]) -> None:
    execute("REFRESH MATERIALIZED VIEW analytics.mv_kpis_latest WITH NO DATA")
    execute("UPDATE analytics.kpis_daily SET total_demand = 3")
    assert execute(HELD) == execute(IN_THE_TABLE)


def test_the_night_brings_every_view_up_to_its_tables(days: list[date]) -> None:
    execute("ALTER TABLE analytics.kpis_daily DISABLE TRIGGER USER")
    execute("UPDATE analytics.kpis_daily SET total_demand = 3")
    assert execute(HELD) != execute(IN_THE_TABLE)
    assert views(on(0)).rows == 2
    assert execute(HELD) == execute(IN_THE_TABLE)


def test_nothing_is_told_where_nothing_was_worked_out() -> None:
    assert (told_days(asked_of(None, None)).count, told_days(asked_of(-5, 0)).text) == (0, "[]")
