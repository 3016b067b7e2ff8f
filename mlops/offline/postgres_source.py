"""Reads the demand history from PostgreSQL, summed there and streamed as text blocks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import psycopg
import pyarrow as pa
from psycopg import sql
from pyarrow import csv

from mlops.offline.demand_rows import DemandRows
from mlops.offline.history import WINDOW_DAYS, NoHistoryError

BLOCK_BYTES: Final = 8 * 1024 * 1024

ITEMS: Final = sql.SQL("SELECT item_id, sku, family FROM core.dim_item WHERE active")
SITES: Final = sql.SQL("SELECT site_id, code FROM core.dim_site")
LATEST: Final = sql.SQL("SELECT max(full_date) FROM core.fact_demand_daily")

# One row per item, site and day: what was served and what was lost for want of stock.
DEMAND: Final = sql.SQL(
    """
    SELECT
      demand.item_id,
      demand.site_id,
      demand.full_date,
      SUM(demand.quantity + COALESCE(demand.unfulfilled_quantity, 0))
    FROM core.fact_demand_daily AS demand
    JOIN core.dim_item AS item ON item.item_id = demand.item_id
    WHERE item.active
      AND demand.full_date BETWEEN {first} AND {last}
    GROUP BY demand.item_id, demand.site_id, demand.full_date
    """
)

# One row per item and site: the first day anything was wanted, whether its demand says what was
# lost for want of stock, and what a unit cost at last.
PAIRS: Final = sql.SQL(
    """
    SELECT
      demand.item_id,
      demand.site_id,
      MIN(demand.full_date) FILTER (
        WHERE demand.quantity + COALESCE(demand.unfulfilled_quantity, 0) > 0
      ),
      BOOL_OR(demand.unfulfilled_quantity IS NOT NULL),
      (ARRAY_AGG(demand.unit_cost ORDER BY demand.full_date DESC)
        FILTER (WHERE demand.unit_cost IS NOT NULL))[1]
    FROM core.fact_demand_daily AS demand
    JOIN core.dim_item AS item ON item.item_id = demand.item_id
    WHERE item.active
      AND demand.full_date <= {last}
    GROUP BY demand.item_id, demand.site_id
    HAVING MAX(demand.quantity + COALESCE(demand.unfulfilled_quantity, 0)) > 0
    """
)

# One row per item, site and day that ended without stock, from the eve of the window on.
EMPTY: Final = sql.SQL(
    """
    SELECT
      stock.item_id,
      stock.site_id,
      stock.full_date
    FROM core.fact_inventory_daily AS stock
    JOIN core.dim_item AS item ON item.item_id = stock.item_id
    WHERE item.active
      AND stock.current_stock <= 0
      AND stock.full_date BETWEEN {eve} AND {last}
    """
)

DEMAND_TYPES: Final = {
    "item": pa.int64(),
    "site": pa.int64(),
    "full_date": pa.date32(),
    "units": pa.float64(),
}
PAIR_TYPES: Final = {
    "item": pa.int64(),
    "site": pa.int64(),
    "first_date": pa.date32(),
    "tells_lost": pa.bool_(),
    "unit_cost": pa.float64(),
}
EMPTY_TYPES: Final = {"item": pa.int64(), "site": pa.int64(), "full_date": pa.date32()}
ITEM_TYPES: Final = {"key": pa.int64(), "sku": pa.string(), "family": pa.string()}
SITE_TYPES: Final = {"key": pa.int64(), "code": pa.string()}


def latest_postgres_date(database_url: str) -> date:
    """Latest day with demand in the database."""
    with _snapshot(database_url) as connection:
        row = connection.execute(LATEST).fetchone()
    if row is None or row[0] is None:
        raise NoHistoryError("core.fact_demand_daily has no rows")
    latest: date = row[0]
    return latest


def read_postgres(database_url: str, *, as_of: date) -> DemandRows:
    """Rows of the window that ends on as_of, all from one snapshot of the database."""
    span = {
        "eve": sql.Literal(as_of - timedelta(days=WINDOW_DAYS)),
        "first": sql.Literal(as_of - timedelta(days=WINDOW_DAYS - 1)),
        "last": sql.Literal(as_of),
    }
    with _snapshot(database_url) as connection:
        return DemandRows(
            items=_copied(connection, ITEMS, ITEM_TYPES),
            sites=_copied(connection, SITES, SITE_TYPES),
            demand=_copied(connection, DEMAND.format(**span), DEMAND_TYPES),
            pairs=_copied(connection, PAIRS.format(**span), PAIR_TYPES),
            empty=_copied(connection, EMPTY.format(**span), EMPTY_TYPES),
        )


def _snapshot(database_url: str) -> psycopg.Connection[Any]:
    connection = psycopg.connect(database_url, application_name="mlops.offline")
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection


def _copied(
    connection: psycopg.Connection[Any], query: sql.Composable, types: dict[str, pa.DataType]
) -> pa.Table:
    """The query's rows as a table with these columns."""
    statement = sql.SQL("COPY ({query}) TO STDOUT (FORMAT csv)").format(query=query)
    schema = pa.schema(list(types.items()))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        tables = [_parsed(block, types) for block in _blocks(copy)]
    return pa.concat_tables([schema.empty_table(), *tables])


def _blocks(chunks: Iterable[bytes | bytearray | memoryview]) -> Iterator[bytes]:
    """The stream in large blocks. The server sends one row a message, so none is cut."""
    block = io.BytesIO()
    for chunk in chunks:
        block.write(chunk)
        if block.tell() >= BLOCK_BYTES:
            yield block.getvalue()
            block = io.BytesIO()
    if block.tell():
        yield block.getvalue()


def _parsed(block: bytes, types: dict[str, pa.DataType]) -> pa.Table:
    return csv.read_csv(
        io.BytesIO(block),
        read_options=csv.ReadOptions(column_names=list(types), block_size=2 * BLOCK_BYTES),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
        ),
    )
