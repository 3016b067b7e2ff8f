"""What the database itself refuses and derives in dimensions and facts, tried with plain SQL."""

from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import errors

from core.partitions import partitioned_facts

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)
NEXT_MONTH = date(2026, 4, 1)

GOOD: dict[str, dict[str, Any]] = {
    "core.fact_demand_daily": {
        "full_date": DAY, "item_id": 1, "site_id": 1, "supplier_id": None, "quantity": "3",
        "unit_cost": "2.5", "run_id": 1,
    },
    "core.fact_inventory_daily": {
        "full_date": DAY, "item_id": 1, "site_id": 1, "current_stock": "7", "run_id": 1,
    },
    "core.fact_orders": {
        "order_number": "PO-1", "order_line": 1, "order_date": DAY, "item_id": 1,
        "supplier_id": 1, "site_id": 1, "quantity": "5", "status": "PLACED", "run_id": 1,
    },
    "core.fact_market_indicator": {
        "full_date": DAY, "indicator_id": 1, "value": "10.5", "run_id": 1,
    },
}  # fmt: skip
DATED = {
    "core.fact_demand_daily": "full_date",
    "core.fact_inventory_daily": "full_date",
    "core.fact_orders": "order_date",
    "core.fact_market_indicator": "full_date",
}


@pytest.fixture(autouse=True)
def world() -> None:
    """One item, site, supplier and indicator with the id 1, two months of partitions."""
    with connection.cursor() as cursor:
        for table, columns in {
            "core.dim_item (item_id, sku, name)": "(1, 'CAB-1', 'Cabo')",
            "core.dim_site (site_id, code, name)": "(1, 'BA01', 'Salvador')",
            "core.dim_supplier (supplier_id, code, name)": "(1, 'F1', 'Fios')",
            "core.dim_market_indicator (indicator_id, code, name, unit, source)": (
                "(1, 'SELIC', 'Selic', '% a.a.', 'BCB')"
            ),
        }.items():
            cursor.execute(f"INSERT INTO {table} VALUES {columns}")
        cursor.execute(
            "INSERT INTO core.dim_calendar (full_date)"
            " VALUES ('2026-03-10'), ('2026-03-11'), ('2026-04-01'), ('2044-01-01')"
            " ON CONFLICT DO NOTHING"
        )
        for fact in partitioned_facts():
            cursor.execute("SELECT core.ensure_month(%s, %s)", [fact, DAY])
            cursor.execute("SELECT core.ensure_month(%s, %s)", [fact, NEXT_MONTH])


def insert(table: str, **changed: Any) -> None:
    row = GOOD[table] | changed
    places = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values())
        )


def refusal(table: str, **changed: Any) -> BaseException | None:
    """The database's own error for the good row with some values changed."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        insert(table, **changed)
    return caught.value.__cause__


def one(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return None if row is None else row[0] if len(row) == 1 else row


@pytest.mark.parametrize("table", GOOD)
def test_takes_a_good_row(table: str) -> None:
    insert(table)
    assert one(f"SELECT count(*) FROM {table}") == 1


DEMAND, INVENTORY, ORDERS, INDICATOR = GOOD
NUMBERS = [
    (DEMAND, "quantity"),
    (DEMAND, "unfulfilled_quantity"),
    (DEMAND, "unit_cost"),
    (INVENTORY, "safety_stock"),
    (INVENTORY, "reorder_point"),
    (ORDERS, "quantity"),
    (ORDERS, "unit_price"),
]
SIGNED = [(INVENTORY, "current_stock"), (INDICATOR, "value")]
TOO_LARGE = "100000000000000"  # 10^14: NUMERIC(18, 4) holds 14 digits before the point


@pytest.mark.parametrize("value", ["NaN", "-1", "-0.0001"])
@pytest.mark.parametrize(("table", "column"), NUMBERS)
def test_refuses_a_number_that_is_none_or_negative(table: str, column: str, value: str) -> None:
    assert isinstance(refusal(table, **{column: value}), errors.CheckViolation)


@pytest.mark.parametrize(("table", "column"), SIGNED)
def test_refuses_not_a_number_where_negatives_are_allowed(table: str, column: str) -> None:
    assert isinstance(refusal(table, **{column: "NaN"}), errors.CheckViolation)
    insert(table, **{column: "-5"})


@pytest.mark.parametrize("value", ["Infinity", "-Infinity", TOO_LARGE])
@pytest.mark.parametrize(("table", "column"), [*NUMBERS, *SIGNED])
def test_refuses_infinity_and_what_does_not_fit(table: str, column: str, value: str) -> None:
    # A NUMERIC with a scale has no room for infinity, so the type refuses before the domain.
    assert isinstance(refusal(table, **{column: value}), errors.NumericValueOutOfRange)


ABSURD = ["infinity", "-infinity", "0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("day", ABSURD)
@pytest.mark.parametrize("table", GOOD)
def test_refuses_a_fact_on_an_absurd_day(table: str, day: str) -> None:
    cause = refusal(table, **{DATED[table]: day})
    # The partitioned facts have no month for it, the others no day in the calendar.
    expected = errors.ForeignKeyViolation if table == INDICATOR else errors.CheckViolation
    assert isinstance(cause, expected)


@pytest.mark.parametrize("day", ABSURD)
@pytest.mark.parametrize("column", ["expected_delivery_date", "actual_delivery_date"])
def test_refuses_an_absurd_delivery(column: str, day: str) -> None:
    assert isinstance(refusal(ORDERS, **{column: day}), errors.CheckViolation)


@pytest.mark.parametrize("day", ABSURD)
def test_calendar_itself_refuses_an_absurd_day(day: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        one("INSERT INTO core.dim_calendar (full_date) VALUES (%s) RETURNING date_id", day)
    assert isinstance(caught.value.__cause__, errors.CheckViolation)


OTHERS = [
    (DEMAND, {"lead_time_days": -1}, errors.CheckViolation),
    (DEMAND, {"lead_time_days": 3651}, errors.CheckViolation),
    (DEMAND, {"quantity": None}, errors.NotNullViolation),
    (DEMAND, {"item_id": 99}, errors.ForeignKeyViolation),
    (DEMAND, {"site_id": 99}, errors.ForeignKeyViolation),
    (DEMAND, {"supplier_id": 99}, errors.ForeignKeyViolation),
    (DEMAND, {"full_date": date(2026, 3, 20)}, None),
    (DEMAND, {"total_cost": "9"}, errors.GeneratedAlways),
    (INVENTORY, {"days_to_rupture": -1}, errors.CheckViolation),
    (ORDERS, {"quantity": "0"}, errors.CheckViolation),
    (ORDERS, {"order_line": 0}, errors.CheckViolation),
    (ORDERS, {"order_number": ""}, errors.CheckViolation),
    (ORDERS, {"status": "LOST"}, errors.CheckViolation),
    (ORDERS, {"supplier_id": None}, errors.NotNullViolation),
    (ORDERS, {"actual_delivery_date": date(2026, 3, 9)}, errors.CheckViolation),
    (INDICATOR, {"known_on": "infinity"}, errors.CheckViolation),
]


@pytest.mark.parametrize(
    ("table", "changed", "error"),
    [row for row in OTHERS if row[2]],
    ids=[f"{row[0]} {row[1]}" for row in OTHERS if row[2]],
)
def test_refuses_a_row_that_breaks_a_rule(
    table: str, changed: dict[str, Any], error: type[psycopg.Error]
) -> None:
    assert isinstance(refusal(table, **changed), error)


def test_refuses_a_day_that_the_calendar_does_not_have() -> None:
    one("DELETE FROM core.dim_calendar WHERE full_date = '2026-03-11' RETURNING 1")
    assert isinstance(refusal(DEMAND, full_date=date(2026, 3, 11)), errors.ForeignKeyViolation)


@pytest.mark.parametrize(
    ("quantity", "cost", "total"),
    [
        ("3", "2.5", Decimal("7.5000")),
        ("0", "2.5", Decimal("0.0000")),
        ("3", None, None),  # unknown cost, unknown total (D-05)
        ("0.3333", "0.3333", Decimal("0.1111")),  # 0.11108889 at four decimals
    ],
)
def test_total_cost_is_quantity_times_cost(
    quantity: str, cost: str | None, total: Decimal | None
) -> None:
    insert(DEMAND, quantity=quantity, unit_cost=cost)
    assert one("SELECT total_cost FROM core.fact_demand_daily") == total


TWICE = [
    (DEMAND, {"supplier_id": 1}, {"supplier_id": 1, "quantity": "9"}),
    (DEMAND, {"supplier_id": None}, {"supplier_id": None, "quantity": "9"}),
    (INVENTORY, {}, {"current_stock": "9"}),
    (ORDERS, {}, {"quantity": "9"}),
    (INDICATOR, {}, {"value": "9"}),
]


@pytest.mark.parametrize(("table", "first", "second"), TWICE)
def test_natural_key_is_unique(table: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    insert(table, **first)
    assert isinstance(refusal(table, **second), errors.UniqueViolation)


@pytest.mark.parametrize(
    ("table", "second"),
    [
        (DEMAND, {"supplier_id": 1}),
        (DEMAND, {"full_date": date(2026, 3, 11)}),
        (INVENTORY, {"full_date": date(2026, 3, 11)}),
        (ORDERS, {"order_line": 2}),
        (ORDERS, {"order_date": date(2026, 3, 11)}),
    ],
)
def test_row_with_another_key_stands_beside(table: str, second: dict[str, Any]) -> None:
    insert(table)
    insert(table, **second)
    assert one(f"SELECT count(*) FROM {table}") == 2


@pytest.mark.parametrize("table", [DEMAND, INVENTORY, ORDERS])
def test_row_lands_in_the_partition_of_its_month(table: str) -> None:
    insert(table)
    insert(table, **{DATED[table]: NEXT_MONTH})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tableoid::REGCLASS::TEXT FROM {table} ORDER BY {DATED[table]}")
        found = [name for (name,) in cursor.fetchall()]
    assert found == [f"{table}_2026_03", f"{table}_2026_04"]


@pytest.mark.parametrize("table", [DEMAND, INVENTORY, ORDERS])
def test_refuses_a_row_of_a_month_without_partition(table: str) -> None:
    cause = refusal(table, **{DATED[table]: date(2044, 1, 1)})
    assert isinstance(cause, errors.CheckViolation)
    assert "no partition" in str(cause)


def test_no_table_has_a_default_partition() -> None:
    partitioned = one("SELECT count(*) FROM pg_partitioned_table")
    defaults = one("SELECT count(*) FROM pg_partitioned_table WHERE partdefid <> 0")
    # three facts, forecasts and features
    assert (partitioned, defaults) == (5, 0)


DIMENSIONS = [
    ("dim_item (sku, name) VALUES ('', 'x')", errors.CheckViolation),
    ("dim_item (sku, name) VALUES ('CAB-1', 'x')", errors.UniqueViolation),
    ("dim_item (sku, name, abc_class) VALUES ('x', 'x', 'D')", errors.CheckViolation),
    ("dim_item (sku, name, criticality) VALUES ('x', 'x', 11)", errors.CheckViolation),
    ("dim_item (sku, name, unit_cost) VALUES ('x', 'x', 'NaN')", errors.CheckViolation),
    (
        "dim_item (sku, name, min_order_qty, max_order_qty) VALUES ('x', 'x', 5, 4)",
        errors.CheckViolation,
    ),
    ("dim_site (code, name) VALUES ('BA01', 'x')", errors.UniqueViolation),
    ("dim_site (code, name, latitude) VALUES ('x', 'x', 90.000001)", errors.CheckViolation),
    ("dim_site (code, name, longitude) VALUES ('x', 'x', -180.000001)", errors.CheckViolation),
    ("dim_site (code, name, site_type) VALUES ('x', 'x', 'SHIP')", errors.CheckViolation),
    ("dim_supplier (code, name) VALUES ('F1', 'x')", errors.UniqueViolation),
    (
        "dim_supplier (code, name, reliability_score) VALUES ('x', 'x', 100.01)",
        errors.CheckViolation,
    ),
    (
        "dim_supplier (code, name, on_time_delivery_rate) VALUES ('x', 'x', 95)",
        errors.CheckViolation,  # a fraction, not a percentage (D-43)
    ),
    ("dim_region (name, state_code) VALUES ('x', 'ba')", errors.CheckViolation),
    (
        "dim_calendar (full_date, holiday_name) VALUES ('2099-01-01', 'Natal')",
        errors.CheckViolation,
    ),
    ("dim_calendar (full_date, weekday) VALUES ('2099-01-01', 0)", errors.GeneratedAlways),
]


@pytest.mark.parametrize(("row", "error"), DIMENSIONS, ids=[row[0] for row in DIMENSIONS])
def test_refuses_a_dimension_row(row: str, error: type[psycopg.Error]) -> None:
    with pytest.raises(DatabaseError) as caught:
        one(f"INSERT INTO core.{row} RETURNING 1")
    assert isinstance(caught.value.__cause__, error)


def plan(statement: str, *values: Any) -> list[dict[str, Any]]:
    """Every node of the plan that scans a relation."""
    document = one(f"EXPLAIN (FORMAT JSON, COSTS FALSE) {statement}", *values)
    found, waiting = [], [document[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if "Relation Name" in node:
            found.append(node)
    return found


SERIES = (
    "SELECT full_date, quantity FROM core.fact_demand_daily"
    " WHERE item_id = 1 AND site_id = 1 AND full_date BETWEEN %s AND %s"
)


def test_series_of_one_month_reads_one_partition() -> None:
    nodes = plan(SERIES, date(2026, 3, 1), date(2026, 3, 31))
    assert [node["Relation Name"] for node in nodes] == ["fact_demand_daily_2026_03"]


def test_series_over_two_months_reads_two_partitions() -> None:
    nodes = plan(SERIES, date(2026, 3, 31), date(2026, 4, 1))
    assert {node["Relation Name"] for node in nodes} == {
        "fact_demand_daily_2026_03",
        "fact_demand_daily_2026_04",
    }


def test_series_is_answered_by_the_index_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core.dim_item (item_id, sku, name)"
            " SELECT n, 'I-' || n, 'Item' FROM generate_series(2, 5000) AS n"
        )
        cursor.execute(
            "INSERT INTO core.fact_demand_daily (full_date, item_id, site_id, quantity, run_id)"
            " SELECT %s, n, 1, n, 1 FROM generate_series(1, 5000) AS n",
            [DAY],
        )
        cursor.execute("ANALYZE core.fact_demand_daily_2026_03")
    (node,) = plan(SERIES, date(2026, 3, 1), date(2026, 3, 31))
    assert node["Node Type"] == "Index Only Scan"
