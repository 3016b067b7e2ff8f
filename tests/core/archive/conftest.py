"""Months of 2003 with rows that are hard to write down, and the commands that move them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.core.archive.months import DAYS, Outcome, drop_months, execute, run
from tests.support.tables import truncate

DIMENSIONS = ("core.dim_item", "core.dim_site", "core.dim_supplier")


def empty() -> None:
    """The days that every database has stay; those of the months here lie before them."""
    drop_months()
    truncate(*DIMENSIONS)
    execute("DELETE FROM core.dim_calendar WHERE full_date BETWEEN %s AND %s", *DAYS)


@pytest.fixture
def world(transactional_db: None) -> Iterator[None]:
    """One item, site and supplier, the days of two months, and nothing in the facts."""
    empty()
    execute(
        "INSERT INTO core.dim_item (item_id, sku, name) VALUES (1, 'CAB-1', 'Cabo'), (2, 'B', 'B')"
    )
    execute("INSERT INTO core.dim_site (site_id, code, name) VALUES (1, 'BA01', 'Salvador')")
    execute("INSERT INTO core.dim_supplier (supplier_id, code, name) VALUES (1, 'F1', 'Fios')")
    execute(
        "INSERT INTO core.dim_calendar (full_date) SELECT generate_series(%s::DATE, %s, '1 day')",
        *DAYS,
    )
    yield
    empty()


@pytest.fixture
def odd_rows(world: None) -> None:
    """December 2003 of each fact: extremes, NULLs, and text that a line format could break."""
    for fact in ("fact_demand_daily", "fact_inventory_daily", "fact_orders"):
        execute("SELECT core.ensure_month(%s, '2003-12-01')", fact)
        execute("SELECT core.ensure_month(%s, '2004-01-01')", fact)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core.fact_demand_daily (full_date, item_id, site_id, supplier_id,"
            " quantity, unfulfilled_quantity, unit_cost, lead_time_days, extra_attributes, run_id,"
            " created_at) VALUES (%s, %s, 1, %s, %s, %s, %s, %s, %s::JSONB, 7, %s)",
            [
                ("2003-12-01", 1, None, "0.0001", None, None, None, "{}", "2003-12-02 00:00:00Z"),
                ("2003-12-31", 1, 1, "99999999999999.9999", "0", "0.0001", 3650,
                 '{"a": "tab\\t, \\"quoted\\", back\\\\slash", "é": [1.50, null]}',
                 "2003-12-31 23:59:59.999999-03"),
                ("2003-12-31", 2, 1, "3", None, "2.5", 0, '"\\\\N"', "2100-01-01 00:00:00.1Z"),
                ("2004-01-01", 1, None, "5", None, None, None, "{}", "2004-01-02 00:00:00Z"),
            ],
        )  # fmt: skip
        cursor.executemany(
            "INSERT INTO core.fact_inventory_daily (full_date, item_id, site_id, current_stock,"
            " safety_stock, run_id) VALUES (%s, 1, 1, %s, %s, 8)",
            [("2003-12-15", "-99999999999999.9999", None), ("2003-12-16", "0", "1.5")],
        )
        cursor.executemany(
            "INSERT INTO core.fact_orders (order_number, order_line, order_date, item_id,"
            " supplier_id, site_id, quantity, unit_price, status, actual_delivery_date, run_id)"
            " VALUES (%s, 1, '2003-12-10', 1, 1, 1, 5, NULL, 'PLACED', %s, 9)",
            [
                ("\\N", None),
                ('tab\t newline\n return\r both\r\n "quotes", comma \\ \b\f\v', "2003-12-11"),
                ("ação ✓ \u2028", "2100-12-31"),
            ],
        )


@pytest.fixture
def archive(
    odd_rows: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Outcome]:
    """archive_partitions --before 2004-01-01 into the test's own folder."""

    def archived(*options: object) -> Outcome:
        to = ("--before", "2004-01-01", "--to", tmp_path / "archive", "--patience", 1)
        return run(capsys, "archive_partitions", *to, *options)

    return archived


@pytest.fixture
def restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """restore_partitions from the test's own folder."""

    def restored(*options: object) -> Outcome:
        return run(capsys, "restore_partitions", tmp_path / "archive", *options)

    return restored
