"""Reasons not to make a candidate the champion: those for which a new file is refused or held."""

from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.models import ModelRun
from mlops.backtest import Backtest
from mlops.pipeline.candidacy import WORSE, held_against_champion
from mlops.pipeline.errors import LoadError
from mlops.pipeline.figures import ITEM_SITE
from mlops.pipeline.gates import champion_run, hold_drift, refuse_stale
from mlops.pipeline.request import Options


def pass_gates(cursor: Any, candidate: ModelRun, options: Options) -> str:
    """How its backtest compares. LoadError where a new file would be refused or held."""
    champion = champion_run(cursor, candidate.dataset)
    if not options.force:
        refuse_stale(candidate.computed_at, champion)
    if not options.approve:
        hold_drift(cursor, candidate.row_count, _item_sites(cursor, candidate.pk), champion)
    backtest = Backtest.from_json(candidate.backtest) if candidate.backtest else None
    verdict = held_against_champion(candidate.dataset, backtest)
    if verdict.is_worse and not options.approve:
        raise LoadError(WORSE, f"{verdict.told}: held; --approve makes it the champion")
    return verdict.told


def _item_sites(cursor: Any, run_id: int) -> npt.NDArray[np.int64]:
    cursor.execute("SELECT item_sites FROM analytics.run_item_sites WHERE run_id = %s", [run_id])
    row = cursor.fetchone()
    return np.frombuffer(row[0] if row else b"", ITEM_SITE)
