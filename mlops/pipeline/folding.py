"""Rows of one feature each, folded into one object per item, site and day."""

from typing import Any

from psycopg import sql

from mlops.pipeline.constraints import refuse_conflicts
from mlops.pipeline.staged_table import StagedTable
from mlops.pipeline.staging import Staging
from mlops.pipeline.tally import Tally


def fold(cursor: Any, staging: Staging, tally: Tally) -> tuple[int, int]:
    """Exact duplicates, and rows that went into another row's object, counted in what is there.

    The staging's only table is the folded part from here on.

    LoadError CONFLICTING_DUPLICATE when a feature has two values on one key.
    """
    (long,) = staging.tables.values()
    refuse_conflicts(cursor, long, tally, per_key_of=staging.dataset.gathers)
    staging.is_long = False
    del staging.tables[None]
    part = staging.table_of(cursor, None)
    gathers, row_id = staging.dataset.gathers or "", long.row_id
    group = [name for name in long.values if name != gathers]
    columns = [row_id, gathers, *group]
    cursor.execute(
        sql.SQL(
            "INSERT INTO {part} ({columns})"
            " SELECT min({row_id}), jsonb_object_agg(each.key, each.value), {group}"
            " FROM {long} AS row CROSS JOIN LATERAL jsonb_each(row.{gathers}) AS each"
            " GROUP BY {group}"
        ).format(
            part=part.table,
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            row_id=sql.Identifier(row_id),
            group=sql.SQL(", ").join(map(sql.Identifier, group)),
            long=long.table,
            gathers=sql.Identifier(gathers),
        )
    )
    staging.rows[part.name] = cursor.rowcount
    rows, values = staging.rows[long.name], _values(cursor, part)
    cursor.execute(sql.SQL("DROP TABLE {}").format(long.table))
    return rows - values, values - staging.rows[part.name]


def _values(cursor: Any, part: StagedTable) -> int:
    """Features in all the objects of a part."""
    cursor.execute(
        sql.SQL(
            "SELECT coalesce(sum((SELECT count(*) FROM jsonb_object_keys({gathers}))), 0)"
            " FROM {part}"
        ).format(gathers=sql.Identifier(part.dataset.gathers or ""), part=part.table)
    )
    return int(cursor.fetchone()[0])
