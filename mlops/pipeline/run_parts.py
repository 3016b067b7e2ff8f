"""The table of a run, in which what is the same on every row takes no room.

The run's number, the moment it is made and every column of one value are added once the rows are
there: PostgreSQL then keeps one value for the table (a fast default, since version 11) instead of
millions of copies, which would be sent, parsed, checked and logged one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from mlops.pipeline.staged_table import StagedTable


@dataclass(frozen=True)
class _TargetColumn:
    name: str
    form: str
    is_required: bool
    default: str | None


def create_run_part(cursor: Any, staged: StagedTable) -> None:
    """An empty table of the copied columns, with the rules that speak of them alone."""
    names = [column.name for column in staged.columns]
    cursor.execute(
        sql.SQL("CREATE TABLE {table} AS SELECT {names} FROM {target} WITH NO DATA").format(
            table=staged.table,
            target=staged.target,
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
        )
    )
    required = [
        sql.SQL("ALTER {} SET NOT NULL").format(sql.Identifier(column.name))
        for column in _target_columns(cursor, staged)
        if column.name in names and column.is_required
    ]
    _alter(cursor, staged, required + _rules(cursor, staged, within=names))


def complete_columns(
    cursor: Any, staged: StagedTable, run_id: int, values: Mapping[str, Any]
) -> None:
    """Add the target's other columns, each of one value, and the rules that speak of them."""
    copied = {column.name for column in staged.columns}
    known = {**values, "run_id": run_id}
    missing = [c for c in _target_columns(cursor, staged) if c.name not in copied]
    added = [_addition(column, known) for column in missing]
    _alter(cursor, staged, added)
    rules = _rules(cursor, staged, beyond=copied)
    bound = sql.SQL("ADD CHECK (run_id = {})").format(sql.Literal(run_id))
    _alter(cursor, staged, [*rules, bound])


def _addition(column: _TargetColumn, known: Mapping[str, Any]) -> sql.Composed:
    default: sql.Composable = sql.SQL(column.default or "NULL")
    if column.name in known:
        default = sql.Literal(known[column.name])
    return sql.SQL("ADD {name} {form} DEFAULT {default} {required}").format(
        name=sql.Identifier(column.name),
        form=sql.SQL(column.form),
        default=default,
        required=sql.SQL("NOT NULL" if column.is_required else ""),
    )


def _alter(cursor: Any, staged: StagedTable, changes: list[sql.Composed]) -> None:
    if changes:
        cursor.execute(
            sql.SQL("ALTER TABLE {} {}").format(staged.table, sql.SQL(", ").join(changes))
        )


def _target_columns(cursor: Any, staged: StagedTable) -> list[_TargetColumn]:
    cursor.execute(
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)"
        " FROM pg_attribute LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)"
        " WHERE attrelid = %s::REGCLASS AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [staged.dataset.target],
    )
    return [_TargetColumn(*row) for row in cursor.fetchall()]


def _rules(
    cursor: Any,
    staged: StagedTable,
    *,
    within: list[str] | None = None,
    beyond: set[str] | None = None,
) -> list[sql.Composed]:
    """The target's CHECKs that speak of no column but those within, or of one beyond."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(pg_constraint.oid),"
        " array_remove(array_agg(attname::TEXT), NULL)"
        " FROM pg_constraint LEFT JOIN pg_attribute"
        " ON attrelid = conrelid AND attnum = ANY(conkey)"
        " WHERE conrelid = %s::REGCLASS AND contype = 'c' GROUP BY pg_constraint.oid ORDER BY 1",
        [staged.dataset.target],
    )
    return [
        sql.SQL("ADD CONSTRAINT {} {}").format(sql.Identifier(name), sql.SQL(form))
        for name, form, columns in cursor.fetchall()
        if (within is not None and set(columns) <= set(within))
        or (beyond is not None and not set(columns) <= beyond)
    ]
