"""Rows in PostgreSQL's binary format, sent to a real table and read back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from mlops.contracts import NUMERIC_LIMIT
from mlops.pipeline.arrays import in_units
from mlops.pipeline.binary import HEADER, TRAILER, PgColumn, encode
from tests.databases import url_of

Row = dict[str, Any]
Session = psycopg.Connection[tuple[Any, ...]]

COLUMNS = {
    "at": (PgColumn("at", "int8"), "BIGINT", pa.int64()),
    "small": (PgColumn("small", "int2"), "SMALLINT", pa.int64()),
    "whole": (PgColumn("whole", "int4"), "INTEGER", pa.int32()),
    "wide": (PgColumn("wide", "int8"), "BIGINT", pa.int64()),
    "quantity": (PgColumn("quantity", "numeric", 4), "NUMERIC(18, 4)", pa.float64()),
    "money": (PgColumn("money", "numeric", 2), "NUMERIC(18, 2)", pa.float64()),
    "pieces": (PgColumn("pieces", "numeric", 0), "NUMERIC(18, 0)", pa.float64()),
    "day": (PgColumn("day", "date"), "DATE", pa.date32()),
    "moment": (PgColumn("moment", "timestamptz"), "TIMESTAMPTZ", pa.timestamp("us", "UTC")),
    "flag": (PgColumn("flag", "bool"), "BOOLEAN", pa.bool_()),
    "word": (PgColumn("word", "text"), "TEXT", pa.string()),
    "code": (PgColumn("code", "varchar"), "VARCHAR", pa.dictionary(pa.int32(), pa.string())),
}
PG_COLUMNS = [column for column, _, _ in COLUMNS.values()]
SCHEMA = pa.schema([(name, kind) for name, (_, _, kind) in COLUMNS.items()])
NAMES = ", ".join(COLUMNS)


@pytest.fixture(scope="module")
def table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Session]:
    """A session with a table of its own that has a column of each kind."""
    with django_db_blocker.unblock():
        url = url_of("nova_loader")
    types = ", ".join(f"{name} {kind}" for name, (_, kind, _) in COLUMNS.items())
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("SET TIME ZONE 'UTC'")
        session.execute(f"CREATE TEMPORARY TABLE held ({types})")
        yield session


def numbers(places: int) -> st.SearchStrategy[float]:
    limit = Decimal(int(NUMERIC_LIMIT))
    near_zero = st.decimals(-9, 9, places=places)
    return (st.decimals(-limit, limit, places=places) | near_zero).map(float)


CELLS = {
    "small": st.integers(-(2**15), 2**15 - 1),
    "whole": st.integers(-(2**31), 2**31 - 1),
    "wide": st.integers(-(2**63), 2**63 - 1),
    "quantity": numbers(4),
    "money": numbers(2),
    "pieces": numbers(0),
    "day": st.dates(),
    "moment": st.datetimes(timezones=st.just(UTC)),
    "flag": st.booleans(),
    "word": st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    "code": st.sampled_from(["", "N-1", "São Tomé", "𝛑" * 40]),
}
ROWS = st.lists(st.fixed_dictionaries({k: st.none() | v for k, v in CELLS.items()}), max_size=20)
EMPTY: Row = dict.fromkeys(CELLS)
EXTREMES: list[Row] = [
    {"quantity": sign * size, "money": sign * size, "pieces": sign * size}
    for sign in (1, -1)
    for size in (NUMERIC_LIMIT, 14_411_518_807_585.0, 0.0001, 0.0)
] + [
    {"day": date.min, "moment": datetime.min.replace(tzinfo=UTC), "word": ""},
    {"day": date.max, "moment": datetime.max.replace(tzinfo=UTC), "word": "ç" * 2000},
]


def expected(row: Row) -> tuple[Any, ...]:
    """What the table must hold: numbers as they are written, to the column's decimals."""
    return tuple(
        Decimal(repr(cell)).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_EVEN)
        if isinstance(cell := row[name], float)
        else cell
        for name, scale in ((name, column.scale) for name, (column, _, _) in COLUMNS.items())
    )


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(rows=ROWS, skipped=st.integers(0, 3))
@example(rows=[{**EMPTY, **extreme} for extreme in EXTREMES], skipped=0)
@example(rows=[EMPTY], skipped=0)
def test_what_the_table_holds_is_what_the_batch_held(
    table: Session, rows: list[Row], skipped: int
) -> None:
    numbered = [{"at": at, **row} for at, row in enumerate(rows)]
    batch = pa.RecordBatch.from_pylist(numbered, schema=SCHEMA).slice(skipped)

    table.execute("TRUNCATE held")
    with table.cursor() as cursor, cursor.copy(f"COPY held ({NAMES}) FROM STDIN BINARY") as stream:
        stream.write(HEADER + b"".join(encode(batch, PG_COLUMNS)) + TRAILER)

    held = table.execute(f"SELECT {NAMES} FROM held ORDER BY at").fetchall()
    assert held == [expected(row) for row in numbered[skipped:]]


@pytest.mark.parametrize("kind", ["int2", "int4"])
@pytest.mark.parametrize("beyond", [-1, 1])
def test_a_number_too_large_for_its_column_is_refused(kind: str, beyond: int) -> None:
    bounds = np.iinfo(np.int16 if kind == "int2" else np.int32)
    value = int(bounds.max if beyond > 0 else bounds.min) + beyond
    batch = pa.RecordBatch.from_pylist([{"n": 1}, {"n": value}, {"n": None}])

    with pytest.raises(OverflowError, match=str(value)):
        b"".join(encode(batch, [PgColumn("n", kind)]))


def test_numbers_beyond_the_reach_of_a_product_keep_their_last_decimal() -> None:
    # 99,999,999,999,999 x 10,000 lies between two floats that are 128 apart.
    large = np.array([99_999_999_999_999.0, -12_345_678_901_234.5, 1_234_567_890_123.5, 2.5])

    units = in_units(large, 4).tolist()

    assert units == [
        999_999_999_999_990_000,
        -123_456_789_012_345_000,
        12_345_678_901_235_000,
        25_000,
    ]
