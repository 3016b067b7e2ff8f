"""From staging tables to what readers see: parts are hung in, other rows are merged."""

from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter
from typing import Any

from psycopg import sql

from mlops.contracts import Publication
from mlops.pipeline.locks import with_lock
from mlops.pipeline.staged_table import StagedTable
from mlops.pipeline.staging import Staging
from mlops.pipeline.upsert import Merged, merge


@dataclass(frozen=True)
class Published:
    """Rows of the file that the target holds, and how many of them were new or changed."""

    rows: int = 0
    inserted: int = 0
    updated: int = 0

    def __add__(self, part: "Published | Merged") -> "Published":
        return Published(
            self.rows + part.rows, self.inserted + part.inserted, self.updated + part.updated
        )


def publish(cursor: Any, staging: Staging, held: dict[str, int]) -> Published:
    """Move every staged row to its target; held: rows counted in each part when it was complete.

    Parts come last: hanging one in locks the dimensions that it refers to. Where rows were changed
    too, months that were committed before become rows of this transaction, so that nobody sees
    them without the changes.

    LoadError LOCKED when somebody keeps the target locked too long.
    """
    whole = Published()
    tables = sorted(staging.tables.values(), key=attrgetter("is_part"))
    rows = list(takewhile(lambda staged: not staged.is_part, tables))
    for staged in rows:
        whole += merge(cursor, staged, staging.run_id)
    changes_held_months = whole.inserted + whole.updated > 0
    for staged in tables[len(rows) :]:
        if changes_held_months and staged.name in staging.builder_of:
            _make_new(cursor, staged)
        _hang_in(cursor, staged, staging.run_id)
        whole += Published(rows=held[staged.name], inserted=held[staged.name])
    return whole


def _make_new(cursor: Any, staged: StagedTable) -> None:
    """Write every row of the table anew: PostgreSQL shows none of them to a moment before that.

    A partition that is hung in is found by whoever plans after, whatever moment he reads at.
    """
    cursor.execute(
        sql.SQL("ALTER TABLE {} ALTER created_at TYPE TIMESTAMPTZ USING created_at + INTERVAL '0'")
        .format(staged.table)
    )  # fmt: skip


def _hang_in(cursor: Any, staged: StagedTable, run_id: int) -> None:
    target = staged.dataset.target.partition(".")[2]
    if staged.dataset.publication is Publication.RUN:
        with_lock(cursor, "SELECT analytics.attach_run(%s, %s)", target, run_id)
        return
    cursor.execute(sql.SQL("ALTER TABLE {} ALTER run_id DROP DEFAULT").format(staged.table))
    with_lock(cursor, "SELECT core.attach_month(%s, %s, %s)", target, staged.month, staged.name)
