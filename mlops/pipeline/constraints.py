"""The rules of a filled staging table: its key, its indexes, its foreign keys."""

from typing import Any

from django.db import IntegrityError, transaction
from psycopg import errors, sql

from mlops.pipeline.errors import LoadError
from mlops.pipeline.locks import with_lock
from mlops.pipeline.staged_table import StagedTable
from mlops.pipeline.staging import ROW_BITS
from mlops.pipeline.tally import Fault, Tally

SHOWN_CONFLICTS = 20
# Statistics of what is read or joined by its key: PostgreSQL samples 300 rows times the target, so
# 6,000 of a run, and 3,000 of a month, of which a load makes dozens.
RUN_TARGET, MONTH_TARGET = "20", "10"


def enforce_key(cursor: Any, staged: StagedTable, tally: Tally) -> int:
    """Number of exact duplicates dropped so that the table holds the dataset's key.

    LoadError CONFLICTING_DUPLICATE when rows of one key differ: none of them is known to be right.
    """
    try:
        with transaction.atomic():
            _add_key(cursor, staged)
    except IntegrityError as error:
        if not isinstance(error.__cause__, errors.UniqueViolation):
            raise
        refuse_conflicts(cursor, staged, tally)
        dropped = _drop_duplicates(cursor, staged)
        _add_key(cursor, staged)
        return dropped
    return 0


def complete(cursor: Any, staged: StagedTable) -> None:
    """The target's other indexes on a part, and its statistics; other tables only the latter."""
    if staged.is_part:
        for is_primary, is_unique, form in _indexes(cursor, staged):
            if not is_unique:
                _add_index(cursor, staged, form, is_primary=is_primary, is_unique=is_unique)
    target = MONTH_TARGET if staged.month else RUN_TARGET
    cursor.execute("SELECT set_config('default_statistics_target', %s, TRUE)", [target])
    cursor.execute(sql.SQL("ANALYZE {}").format(staged.table))
    cursor.execute("SET LOCAL default_statistics_target TO DEFAULT")


def _indexes(cursor: Any, staged: StagedTable) -> list[tuple[bool, bool, str]]:
    """The target's indexes: whether primary, whether unique, and the form after USING."""
    cursor.execute(
        "SELECT indisprimary, indisunique,"
        " regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '')"
        " FROM pg_index WHERE indrelid = %s::REGCLASS ORDER BY indexrelid",
        [staged.dataset.target],
    )
    return list(cursor.fetchall())


def _add_key(cursor: Any, staged: StagedTable) -> None:
    if not staged.is_part:
        cursor.execute(
            sql.SQL("CREATE UNIQUE INDEX ON {table} ({key})").format(
                table=staged.table, key=staged.key_list
            )
        )
        return
    for is_primary, is_unique, form in _indexes(cursor, staged):
        if is_unique:
            _add_index(cursor, staged, form, is_primary=is_primary, is_unique=is_unique)


def _add_index(
    cursor: Any, staged: StagedTable, form: str, *, is_primary: bool, is_unique: bool
) -> None:
    if is_primary:
        statement = sql.SQL("ALTER TABLE {table} ADD PRIMARY KEY {form}")
        form = form.removeprefix("btree ")
    elif is_unique:
        statement = sql.SQL("CREATE UNIQUE INDEX ON {table} USING {form}")
    else:
        statement = sql.SQL("CREATE INDEX ON {table} USING {form}")
    cursor.execute(statement.format(table=staged.table, form=sql.SQL(form)))


def add_foreign_keys(cursor: Any, staged: StagedTable) -> None:
    """The target's foreign keys on a part: from the commit on, no row that it names can go.

    Its own rows are not looked at yet. Once they are, it can be hung in without being read; but
    that takes, to the end of the transaction, a lock on the dimensions that readers meet. A part
    without them is checked when it is hung in.
    """
    cursor.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::REGCLASS AND contype = 'f' AND conparentid = 0",
        [staged.dataset.target],
    )
    added = [sql.SQL("ADD {} NOT VALID").format(sql.SQL(form)) for (form,) in cursor.fetchall()]
    if added:
        with_lock(
            cursor,
            sql.SQL("ALTER TABLE {table} {added}").format(
                table=staged.table, added=sql.SQL(", ").join(added)
            ),
        )


def validate_foreign_keys(cursor: Any, staged: StagedTable) -> None:
    """One scan for each, under locks that nobody meets who reads or writes the dimensions."""
    cursor.execute(
        "SELECT conname FROM pg_constraint"
        " WHERE conrelid = format('staging.%%I', %s::TEXT)::REGCLASS"
        " AND contype = 'f' AND NOT convalidated ORDER BY oid",
        [staged.name],
    )
    checks = [
        sql.SQL("VALIDATE CONSTRAINT {}").format(sql.Identifier(name))
        for (name,) in cursor.fetchall()
    ]
    if checks:
        cursor.execute(
            sql.SQL("ALTER TABLE {} {}").format(staged.table, sql.SQL(", ").join(checks))
        )


def _row_of_values(staged: StagedTable) -> sql.Composed:
    return sql.SQL("ROW({})").format(sql.SQL(", ").join(map(sql.Identifier, staged.values)))


def refuse_conflicts(
    cursor: Any, staged: StagedTable, tally: Tally, *, per_key_of: str | None = None
) -> None:
    """LoadError CONFLICTING_DUPLICATE when rows of one key differ; per_key_of: a JSON column whose
    keys belong to the key, and whose values alone are compared."""
    table: sql.Composable = staged.table
    key: sql.Composable = staged.key_list
    row: sql.Composable = _row_of_values(staged)
    if per_key_of:
        table = sql.SQL("{} CROSS JOIN LATERAL jsonb_each({}) AS each").format(
            staged.table, sql.Identifier(per_key_of)
        )
        key, row = sql.SQL("{}, each.key").format(staged.key_list), sql.SQL("ROW(each.value)")
    cursor.execute(
        sql.SQL(
            "SELECT array_agg({row_id} & {mask} ORDER BY {row_id}) FROM {table} GROUP BY {key}"
            " HAVING count(DISTINCT {row}::TEXT) > 1 ORDER BY min({row_id}) LIMIT {limit}"
        ).format(
            table=table,
            key=key,
            row=row,
            row_id=sql.Identifier(staged.row_id),
            mask=sql.Literal(2**ROW_BITS - 1),
            limit=sql.Literal(SHOWN_CONFLICTS),
        )
    )
    conflicts = [rows for (rows,) in cursor.fetchall()]
    if not conflicts:
        return
    column = ", ".join(staged.dataset.key)
    for rows in conflicts:
        others = ", ".join(map(str, rows[1:6]))
        message = f"has the key of row {others} and other values"
        tally.faults.append(Fault(rows[0], column, "CONFLICTING_DUPLICATE", None, message))
    tally.by_code["CONFLICTING_DUPLICATE"] += len(conflicts)
    first = " and ".join(map(str, conflicts[0][:2]))
    raise LoadError(
        "CONFLICTING_DUPLICATE",
        f"rows {first} have one key and different values: neither is known to be right",
        row=conflicts[0][0],
    )


def _drop_duplicates(cursor: Any, staged: StagedTable) -> int:
    cursor.execute(
        sql.SQL(
            "DELETE FROM {table} WHERE {row_id} IN (SELECT {row_id} FROM ("
            " SELECT {row_id}, row_number() OVER (PARTITION BY {key} ORDER BY {row_id}) AS nth"
            " FROM {table}) AS numbered WHERE nth > 1)"
        ).format(table=staged.table, key=staged.key_list, row_id=sql.Identifier(staged.row_id))
    )
    return int(cursor.rowcount)
