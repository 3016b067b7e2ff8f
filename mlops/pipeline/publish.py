"""From staging tables to what readers see: parts are hung in, other rows are merged."""

from dataclasses import dataclass
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

    Parts come last: hanging one in locks the dimensions that it refers to.

    LoadError LOCKED when somebody keeps the target locked too long.
    """
    whole = Published()
    for staged in sorted(staging.tables.values(), key=attrgetter("is_part")):
        if staged.is_part:
            _hang_in(cursor, staged, staging.run_id)
            whole += Published(rows=held[staged.name], inserted=held[staged.name])
        else:
            whole += merge(cursor, staged, staging.run_id)
    return whole


def _hang_in(cursor: Any, staged: StagedTable, run_id: int) -> None:
    target = staged.dataset.target.partition(".")[2]
    if staged.dataset.publication is Publication.RUN:
        with_lock(cursor, "SELECT analytics.attach_run(%s, %s)", target, run_id)
        return
    cursor.execute(sql.SQL("ALTER TABLE {} ALTER run_id DROP DEFAULT").format(staged.table))
    with_lock(cursor, "SELECT core.attach_month(%s, %s, %s)", target, staged.month, staged.name)
