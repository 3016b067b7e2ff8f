"""The table that is to become a partition, in which what is the same on every row takes no room.

The run's number, the moment it is made and every column of one value are added once the rows are
there: PostgreSQL then keeps one value for the table (a fast default, since version 11) instead of
millions of copies, which would be sent, parsed, checked and logged one by one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from psycopg import sql

from mlops.pipeline.staged_table import StagedTable


@dataclass(frozen=True)
class _TargetColumn:
    """default: also what a generated column is worked out by; None: there is none."""

    name: str
    form: str
    is_required: bool
    is_generated: bool
    default: str | None

    @property
    def definition(self) -> sql.Composed:
        rule = ""
        if self.default is not None:
            rule = "GENERATED ALWAYS AS ({}) STORED" if self.is_generated else "DEFAULT {}"
        return sql.SQL("{name} {form} {rule} {required}").format(
            name=sql.Identifier(self.name),
            form=sql.SQL(self.form),
            rule=sql.SQL(rule).format(sql.SQL(self.default or "")),
            required=sql.SQL("NOT NULL" if self.is_required else ""),
        )


def create_part(cursor: Any, staged: StagedTable, constants: Collection[str]) -> None:
    """An empty table of the columns that differ from row to row or are empty, and their rules.

    constants: columns whose one value complete_columns gets.
    """
    copied = {column.name for column in staged.columns}
    first = [
        column
        for column in _target_columns(cursor, staged)
        if column.name in copied or not _is_constant(column, constants)
    ]
    cursor.execute(
        sql.SQL("CREATE TABLE {table} ({columns})").format(
            table=staged.table, columns=sql.SQL(", ").join(column.definition for column in first)
        )
    )
    rules = _rules(cursor, staged, within={column.name for column in first})
    if staged.month:
        # The bound, known before ATTACH, which then need not read the rows for it.
        rules.append(_month_bound(staged, staged.month))
    _alter(cursor, staged, rules)


def _is_constant(column: _TargetColumn, constants: Collection[str]) -> bool:
    """Whether every row has the same value of a column that is not copied."""
    has_default = column.default is not None and not column.is_generated
    return has_default or column.name == "run_id" or column.name in constants


def complete_columns(
    cursor: Any, staged: StagedTable, run_id: int, values: Mapping[str, Any]
) -> None:
    """Add the target's other columns, each of one value, and the rules that speak of them."""
    present = _present(cursor, staged)
    missing = [c for c in _target_columns(cursor, staged) if c.name not in present]
    known = {**values, "run_id": run_id}
    added = [_with_value(column, known).definition for column in missing]
    _alter(cursor, staged, [sql.SQL("ADD {}").format(column) for column in added])
    rules = _rules(cursor, staged, beyond=present)
    if not staged.month:
        rules.append(sql.SQL("ADD CHECK (run_id = {})").format(sql.Literal(run_id)))
    _alter(cursor, staged, rules)


def _with_value(column: _TargetColumn, known: Mapping[str, Any]) -> _TargetColumn:
    if column.name not in known:
        return column
    return replace(column, default=sql.Literal(known[column.name]).as_string())


def _month_bound(staged: StagedTable, month: date) -> sql.Composed:
    return sql.SQL("ADD CHECK ({day} >= {first}::DATE AND {day} < {next}::DATE)").format(
        day=sql.Identifier(staged.dataset.dated or ""),
        first=sql.Literal(month.isoformat()),
        next=sql.Literal(next_month(month).isoformat()),
    )


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _alter(cursor: Any, staged: StagedTable, changes: Iterable[sql.Composable]) -> None:
    if changes := list(changes):
        cursor.execute(
            sql.SQL("ALTER TABLE {} {}").format(staged.table, sql.SQL(", ").join(changes))
        )


def _target_columns(cursor: Any, staged: StagedTable) -> list[_TargetColumn]:
    cursor.execute(
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull, attgenerated <> '',"
        " pg_get_expr(adbin, adrelid)"
        " FROM pg_attribute LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)"
        " WHERE attrelid = %s::REGCLASS AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [staged.dataset.target],
    )
    return [_TargetColumn(*row) for row in cursor.fetchall()]


def _present(cursor: Any, staged: StagedTable) -> set[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute"
        " WHERE attrelid = format('staging.%%I', %s::TEXT)::REGCLASS AND attnum > 0",
        [staged.name],
    )
    return {name for (name,) in cursor.fetchall()}


def _rules(
    cursor: Any,
    staged: StagedTable,
    *,
    within: set[str] | None = None,
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
        if (within is not None and set(columns) <= within)
        or (beyond is not None and not set(columns) <= beyond)
    ]
