"""The sums of forecasts' errors, in parts that the database's workers share."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from psycopg import sql

from nova.db.sql import read_sql

PARTS = 8  # for two or four cores: a part that is left over keeps the others waiting for little
SAMPLE_ROWS = 100_000  # tell where an eighth of the forecasts ends within a few in a hundred
_LEAST, _GREATEST = -(2**31), 2**31 - 1  # of item_id


def errors_statement(cursor: Any, run_ids: Sequence[int]) -> sql.Composed:
    """What makes pg_temp.kpi_error: a part for each range of items, since no plan merges forecasts
    with demand on more than one core, and parts of a UNION ALL have one each.
    """
    part = sql.SQL(read_sql("analytics", "kpis/part_errors.sql"))
    parts = [
        part.format(first_item=sql.Literal(first), last_item=sql.Literal(last))
        for first, last in item_ranges(cursor, run_ids)
    ]
    whole = sql.SQL(read_sql("analytics", "kpis/errors.sql"))
    return whole.format(parts=sql.SQL("\nUNION ALL\n").join(parts))


def item_ranges(cursor: Any, run_ids: Sequence[int]) -> list[tuple[int, int]]:
    """First and last number of ranges of items, at most PARTS, that have about as many forecasts of
    those runs each and leave no number out.
    """
    cursor.execute(
        read_sql("analytics", "kpis/item_bounds.sql"),
        {
            "run_ids": list(run_ids),
            "shares": [part / PARTS for part in range(1, PARTS)],
            "sample_rows": SAMPLE_ROWS,
        },
    )
    ((found,),) = cursor.fetchall()
    bounds = [_LEAST, *sorted(set(found or ())), _GREATEST + 1]
    return [(first, following - 1) for first, following in pairwise(bounds)]
