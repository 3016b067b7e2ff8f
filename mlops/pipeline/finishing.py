"""Filled staging tables made ready to be published: every rule enforced, every row counted."""

from typing import Any, NamedTuple

from mlops.pipeline.constants import Constants
from mlops.pipeline.constraints import complete, enforce_key
from mlops.pipeline.folding import fold
from mlops.pipeline.parts import complete_columns
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
    held: dict[str, int] = {}
    for staged in staging.tables.values():
        if staged.is_part:
            complete_columns(cursor, staged, staging.run_id, constants.values)
        dropped = enforce_key(cursor, staged, tally)
        complete(cursor, staged, foreign_keys=staging.is_apart)
        held[staged.name] = staging.rows[staged.name] - dropped
        duplicates += dropped
    return Finished(duplicates, folded, held)
