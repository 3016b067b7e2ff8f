"""From a staging table to what readers see, inside the load's transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, transaction
from psycopg import errors, sql

from mlops.contracts import Publication
from mlops.pipeline.checks import SOURCE_ROW
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.staging import Staged

LOCK_TIMEOUT = "2s"
LOCK_TRIES = 3
_TOUCHED = sql.SQL("updated_at = CURRENT_TIMESTAMP")


@dataclass(frozen=True)
class Published:
    """Rows read back from the target, and how many of them were new or changed."""

    rows: int
    inserted: int
    updated: int


def publish(cursor: Any, staged: Staged) -> Published:
    """Move the staged rows to their target. LoadError LOCKED when readers hold it too long."""
    if staged.dataset.publication is Publication.RUN:
        return _attach(cursor, staged)
    if staged.dataset.dated:
        _ensure_months(cursor, staged)
    cursor.execute(sql.SQL("ANALYZE {}").format(staged.table))
    known = _matching(cursor, staged)
    inserted = _staged(cursor, staged) - known
    updated = _upsert(cursor, staged) - inserted
    rows = _matching(cursor, staged)
    cursor.execute(sql.SQL("DROP TABLE {}").format(staged.table))
    return Published(rows=rows, inserted=inserted, updated=updated)


def _attach(cursor: Any, staged: Staged) -> Published:
    _add_foreign_keys(cursor, staged)
    cursor.execute(sql.SQL("ANALYZE {}").format(staged.table))
    _with_lock(cursor, "SELECT analytics.attach_run(%s, %s)", staged.dataset.name, staged.run_id)
    cursor.execute(
        sql.SQL("SELECT count(*) FROM {target} WHERE run_id = {run}").format(
            target=staged.target, run=sql.Literal(staged.run_id)
        )
    )
    rows = int(cursor.fetchone()[0])
    return Published(rows=rows, inserted=rows, updated=0)


def _add_foreign_keys(cursor: Any, staged: Staged) -> None:
    """The target's foreign keys on the run's table: one scan each, and ATTACH finds them there."""
    cursor.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::REGCLASS AND contype = 'f' AND conparentid = 0",
        [staged.dataset.target],
    )
    for (definition,) in cursor.fetchall():
        statement = sql.SQL("ALTER TABLE {table} ADD {definition}").format(
            table=staged.table, definition=sql.SQL(definition)
        )
        _with_lock(cursor, statement)


def _ensure_months(cursor: Any, staged: Staged) -> None:
    cursor.execute(
        sql.SQL("SELECT DISTINCT date_trunc('month', {day})::DATE FROM {table}").format(
            day=sql.Identifier(staged.dataset.dated or ""), table=staged.table
        )
    )
    fact = staged.dataset.target.partition(".")[2]
    for (month,) in cursor.fetchall():
        _with_lock(cursor, "SELECT core.ensure_month(%s, %s)", fact, month)


def _with_lock(cursor: Any, statement: str | sql.Composable, *values: object) -> None:
    """Run a statement that needs a table lock; nobody queues behind it for over two seconds."""
    for attempt in range(1, LOCK_TRIES + 1):
        try:
            with transaction.atomic():
                cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
                cursor.execute(statement, values or None)
                cursor.execute("SELECT set_config('lock_timeout', '0', TRUE)")
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            if attempt == LOCK_TRIES:
                raise LoadError(
                    "LOCKED",
                    f"another session kept the table locked for {LOCK_TRIES} × {LOCK_TIMEOUT}",
                    exit_code=Exit.LOCKED,
                ) from None
        else:
            return


def _upsert(cursor: Any, staged: Staged) -> int:
    """Rows inserted or changed; a row that is there with the same values is left alone."""
    values = [name for name in staged.columns if name != SOURCE_ROW]
    changing = [name for name in values if name not in staged.dataset.key]
    columns = [sql.Identifier(name) for name in values]
    run = [sql.Identifier("run_id")] if staged.dataset.dated else []
    cursor.execute(
        sql.SQL(
            "INSERT INTO {target} AS held ({columns}) SELECT {selected} FROM {table}"
            " ON CONFLICT ({key}) {action}"
        ).format(
            target=staged.target,
            columns=sql.SQL(", ").join(columns + run),
            selected=sql.SQL(", ").join(columns + [sql.Literal(staged.run_id)] * len(run)),
            table=staged.table,
            key=staged.key_list,
            action=_on_conflict(changing, run, touch=staged.dataset.touch_updated_at),
        )
    )
    return int(cursor.rowcount)


def _on_conflict(changing: list[str], run: list[sql.Identifier], *, touch: bool) -> sql.Composable:
    if not changing:
        return sql.SQL("DO NOTHING")
    names = [sql.Identifier(name) for name in changing]
    assignments: list[sql.Composable] = [
        sql.SQL("{name} = EXCLUDED.{name}").format(name=name) for name in names + run
    ]
    if touch:
        assignments.append(_TOUCHED)
    return sql.SQL("DO UPDATE SET {set} WHERE ({held}) IS DISTINCT FROM ({new})").format(
        set=sql.SQL(", ").join(assignments),
        held=sql.SQL(", ").join(sql.SQL("held.{}").format(name) for name in names),
        new=sql.SQL(", ").join(sql.SQL("EXCLUDED.{}").format(name) for name in names),
    )


def _staged(cursor: Any, staged: Staged) -> int:
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(staged.table))
    return int(cursor.fetchone()[0])


def _matching(cursor: Any, staged: Staged) -> int:
    """Staged rows that the target holds, found by their key as a reader would find them."""
    pairs = zip(staged.key("held"), staged.key("staged"), strict=True)
    conditions: list[sql.Composable] = [sql.SQL("{} = {}").format(*pair) for pair in pairs]
    cursor.execute(
        sql.SQL("SELECT count(*) FROM {table} AS staged JOIN {target} AS held ON {on}").format(
            table=staged.table,
            target=staged.target,
            on=sql.SQL(" AND ").join(conditions + _bounds(cursor, staged)),
        )
    )
    return int(cursor.fetchone()[0])


def _bounds(cursor: Any, staged: Staged) -> list[sql.Composable]:
    """The file's span of days as constants, so that the other months are not even planned."""
    if staged.dataset.dated is None:
        return []
    day = sql.Identifier(staged.dataset.dated)
    cursor.execute(
        sql.SQL("SELECT min({day}), max({day}) FROM {table}").format(day=day, table=staged.table)
    )
    first, last = cursor.fetchone()
    if first is None:
        return []
    held = sql.Identifier("held", staged.dataset.dated)
    return [sql.SQL("{} BETWEEN {} AND {}").format(held, sql.Literal(first), sql.Literal(last))]
