"""Filled staging tables made ready to be published: every rule enforced, every row counted."""

from typing import Any, NamedTuple

from django.db import transaction

from mlops.pipeline.constants import Constants
from mlops.pipeline.constraints import (
    add_foreign_keys,
    complete,
    enforce_key,
    validate_foreign_keys,
)
from mlops.pipeline.folding import fold
from mlops.pipeline.parts import complete_columns
from mlops.pipeline.staged_table import StagedTable
from mlops.pipeline.staging import Staging
from mlops.pipeline.tally import Tally
from mlops.pipeline.upsert import find_changes


class Finished(NamedTuple):
    """Exact duplicates dropped, rows folded into others, and the rows that each table holds."""

    duplicates: int
    folded: int
    held: dict[str, int]


def finish(cursor: Any, staging: Staging, constants: Constants, tally: Tally) -> Finished:
    """LoadError CONFLICTING_DUPLICATE when rows of one key differ."""
    duplicates, folded = fold(cursor, staging, tally) if staging.is_long else (0, 0)
    asked = {
        staged.name: staging.ask(cursor, staged, _make_ready, staging, constants, tally)
        for staged in staging.tables.values()
    }
    held: dict[str, int] = {}
    for name, dropped in asked.items():
        held[name] = staging.rows[name] - dropped.result()
        duplicates += dropped.result()
    return Finished(duplicates, folded, held)


def _make_ready(
    cursor: Any, staged: StagedTable, staging: Staging, constants: Constants, tally: Tally
) -> int:
    """Exact duplicates dropped. A builder commits before the foreign keys and after each step of
    them, since adding them locks the dimensions against those who write.
    """
    with transaction.atomic():
        if staged.is_part:
            complete_columns(cursor, staged, staging.run_id, constants.values)
        dropped = enforce_key(cursor, staged, tally)
        complete(cursor, staged)
        if not staged.is_part:
            find_changes(cursor, staged)
    if staged.is_part and staging.is_apart:
        add_foreign_keys(cursor, staged)
        validate_foreign_keys(cursor, staged)
    return dropped
