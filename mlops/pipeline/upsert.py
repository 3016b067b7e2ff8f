"""Rows of a staging table into a target that holds some of them already.

One join tells new, changed and equal rows apart; only the first two touch the target, and what a
change replaces is kept beside the run, so that the run can be taken back.
"""

from dataclasses import dataclass
from typing import Any

from psycopg import sql

from mlops.pipeline.parts import next_month
from mlops.pipeline.staged_table import StagedTable
from mlops.pipeline.tally import SOURCE_ROW

_TOUCHED = sql.SQL("updated_at = CURRENT_TIMESTAMP")


@dataclass(frozen=True)
class Merged:
    """Rows of the file that the target now holds, and how many of them were new or changed."""

    rows: int
    inserted: int
    updated: int


def replaced_table(dataset_target: str, run_id: int) -> str:
    """Name, in the schema staging, of the rows that a run replaced."""
    return f"replaced_{run_id}_{dataset_target.partition('.')[2]}"


def merge(cursor: Any, staged: StagedTable, run_id: int) -> Merged:
    """Insert what find_changes found new, change what differs, and read back what is there."""
    cursor.execute(
        sql.SQL(
            "SELECT count(*) FILTER (WHERE is_new), count(*), (SELECT count(*) FROM {table})"
            " FROM {changes}"
        ).format(table=staged.table, changes=sql.Identifier("staging", f"{staged.name}_changes"))
    )
    inserted, changed, rows = cursor.fetchone()
    if changed > inserted:
        _keep_replaced(cursor, staged, run_id)
    if changed:
        _write(cursor, staged, run_id)
    held = _read_back(cursor, staged) if changed else 0
    for name in (f"{staged.name}_changes", staged.name):
        cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier("staging", name)))
    return Merged(rows=rows - changed + held, inserted=inserted, updated=changed - inserted)


def find_changes(cursor: Any, staged: StagedTable) -> None:
    """Rows that the target does not hold just so, in staging.<name>_changes."""
    changing = _changing(staged)
    differs: sql.Composable = sql.SQL("FALSE")
    if changing:
        differs = sql.SQL("({}) IS DISTINCT FROM ({})").format(
            _names(changing, "held"), _names(changing, "staged")
        )
    cursor.execute(
        sql.SQL(
            "CREATE UNLOGGED TABLE {changes} AS"
            " SELECT staged.*, held.{probe} IS NULL AS is_new"
            " FROM {table} AS staged LEFT JOIN {target} AS held ON {on}"
            " WHERE held.{probe} IS NULL OR {differs}"
        ).format(
            changes=sql.Identifier("staging", f"{staged.name}_changes"),
            table=staged.table,
            target=staged.target,
            probe=sql.Identifier(staged.dataset.key[0]),
            on=_same_key(staged, "staged"),
            differs=differs,
        )
    )


def _keep_replaced(cursor: Any, staged: StagedTable, run_id: int) -> None:
    name = sql.Identifier("staging", replaced_table(staged.dataset.target, run_id))
    cursor.execute(
        sql.SQL("CREATE TABLE IF NOT EXISTS {name} (LIKE {target})").format(
            name=name, target=staged.target
        )
    )
    cursor.execute(
        sql.SQL(
            "INSERT INTO {name} SELECT held.* FROM {changes} AS changed"
            " JOIN {target} AS held ON {on} WHERE NOT changed.is_new"
        ).format(
            name=name,
            changes=sql.Identifier("staging", f"{staged.name}_changes"),
            target=staged.target,
            on=_same_key(staged, "changed"),
        )
    )


def _write(cursor: Any, staged: StagedTable, run_id: int) -> None:
    columns = [column.name for column in staged.columns if column.name != SOURCE_ROW]
    run = ["run_id"] if staged.dataset.records_run else []
    where = staged.dataset.key_where
    cursor.execute(
        sql.SQL(
            "INSERT INTO {target} AS held ({columns}) SELECT {selected} FROM {changes}"
            " ON CONFLICT ({key}) {where} {action}"
        ).format(
            target=staged.target,
            columns=_names(columns + run),
            selected=sql.SQL(", ").join(
                [sql.Identifier(name) for name in columns] + [sql.Literal(run_id)] * len(run)
            ),
            changes=sql.Identifier("staging", f"{staged.name}_changes"),
            key=staged.key_list,
            where=sql.SQL("WHERE {}").format(sql.SQL(where)) if where else sql.SQL(""),
            action=_on_conflict(_changing(staged) + run, touch=staged.dataset.touch_updated_at),
        )
    )


def _on_conflict(changing: list[str], *, touch: bool) -> sql.Composable:
    if not changing:
        return sql.SQL("DO NOTHING")
    assignments: list[sql.Composable] = [
        sql.SQL("{name} = EXCLUDED.{name}").format(name=sql.Identifier(name)) for name in changing
    ]
    if touch:
        assignments.append(_TOUCHED)
    return sql.SQL("DO UPDATE SET {}").format(sql.SQL(", ").join(assignments))


def _read_back(cursor: Any, staged: StagedTable) -> int:
    """Changes that the target now holds as the file has them, found as a reader would find them."""
    values = staged.values
    cursor.execute(
        sql.SQL(
            "SELECT count(*) FROM {changes} AS changed JOIN {target} AS held ON {on}"
            " WHERE ({held}) IS NOT DISTINCT FROM ({changed})"
        ).format(
            changes=sql.Identifier("staging", f"{staged.name}_changes"),
            target=staged.target,
            on=_same_key(staged, "changed"),
            held=_names(values, "held"),
            changed=_names(values, "changed"),
        )
    )
    return int(cursor.fetchone()[0])


def _changing(staged: StagedTable) -> list[str]:
    """Columns of the file that are no part of the key."""
    return [name for name in staged.values if name not in staged.dataset.key]


def _same_key(staged: StagedTable, alias: str) -> sql.Composed:
    """The rows' keys are equal; the month as constants, so that the others are not planned."""
    pairs = zip(staged.key("held"), staged.key(alias), strict=True)
    conditions: list[sql.Composable] = [sql.SQL("{} = {}").format(*pair) for pair in pairs]
    if staged.dataset.key_where:
        conditions.append(sql.SQL("held.{}").format(sql.SQL(staged.dataset.key_where)))
    if staged.month and staged.dataset.dated:
        conditions.append(
            sql.SQL("held.{day} >= {first} AND held.{day} < {next}").format(
                day=sql.Identifier(staged.dataset.dated),
                first=sql.Literal(staged.month),
                next=sql.Literal(next_month(staged.month)),
            )
        )
    return sql.SQL(" AND ").join(conditions)


def _names(names: list[str], alias: str | None = None) -> sql.Composed:
    return sql.SQL(", ").join(
        sql.Identifier(alias, name) if alias else sql.Identifier(name) for name in names
    )
