"""Filled staging tables made ready to be published: every rule enforced, every row counted."""

from typing import Any, NamedTuple

from mlops.contracts import Publication
from mlops.pipeline.constants import Constants
from mlops.pipeline.constraints import complete, enforce_key
from mlops.pipeline.folding import fold
from mlops.pipeline.run_parts import complete_columns
from mlops.pipeline.staged_table import count
from mlops.pipeline.staging import Staging
from mlops.pipeline.tally import Tally


class Finished(NamedTuple):
    """Exact duplicates dropped, rows folded into others, and the rows that each table holds."""

    duplicates: int
    folded: int
    held: dict[str, int]


def finish(cursor: Any, staging: Staging, constants: Constants, tally: Tally) -> Finished:
    """LoadError CONFLICTING_DUPLICATE when rows of one key differ."""
    duplicates, folded = fold(cursor, staging, tally) if staging.is_long else (0, 0)
    tables = list(staging.tables.values())
    if staging.dataset.publication is Publication.RUN:
        complete_columns(cursor, tables[0], staging.run_id, constants.values)
    duplicates += sum(enforce_key(cursor, staged, tally) for staged in tables)
    for staged in tables:
        complete(cursor, staged, foreign_keys=staging.is_apart)
    return Finished(duplicates, folded, {staged.name: count(cursor, staged) for staged in tables})
