"""Reasons to hold a file that is in order by itself: known already, older, or far off in size."""

from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from mlops.pipeline.errors import LoadError
from mlops.pipeline.figures import ITEM_SITE
from mlops.pipeline.request import Options
from support.models import LoadRun

LEAST_OF_BEFORE, MOST_OF_BEFORE = 0.5, 2.0
MOST_VANISHED = 0.05


def published_as(dataset: str, sha256: str) -> LoadRun | None:
    """Run that published this very file, when nothing was published over it since."""
    newest = LoadRun.objects.filter(
        dataset=dataset, status__in=(LoadRun.Status.PUBLISHED, LoadRun.Status.ROLLBACK)
    ).first()
    return newest if newest and newest.sha256 == sha256 else None


def known_run(dataset: str, sha256: str, options: Options) -> LoadRun | None:
    """Run that makes loading this file needless: it is published, or a candidate in its place."""
    if options.force:
        return None
    published = published_as(dataset, sha256)
    if published or options.approve:
        return published
    return LoadRun.objects.filter(
        dataset=dataset, sha256=sha256, model_run__status="CANDIDATE"
    ).first()


def already_published(known: LoadRun) -> str:
    """What to tell whoever loads the file of a known run again."""
    if known.status == LoadRun.Status.CANDIDATE:
        return f"run {known.run_id} holds this very file as a candidate: promote_run {known.run_id}"
    message = f"run {known.run_id} published this very file: nothing to do"
    if known.rows_rejected:
        message += f" ({known.rows_rejected:,} rows were refused then: --force to try them again)"
    return message


def champion_run(cursor: Any, dataset: str) -> tuple[int, Any] | None:
    """Run that readers see now and when it was computed, locked against another publication."""
    cursor.execute(
        "SELECT run_id, computed_at FROM analytics.model_runs"
        " WHERE dataset = %s AND status = 'CHAMPION' FOR UPDATE",
        [dataset],
    )
    row: tuple[int, Any] | None = cursor.fetchone()
    return row


def refuse_stale(computed_at: datetime | None, champion: tuple[int, Any] | None) -> None:
    """LoadError STALE_RUN when what readers see was computed after that."""
    if champion and computed_at and computed_at < champion[1]:
        raise LoadError(
            "STALE_RUN",
            f"computed at {computed_at:%Y-%m-%d %H:%M:%SZ}, before run {champion[0]}"
            f" ({champion[1]:%Y-%m-%d %H:%M:%SZ}) that is published: --force to publish it",
        )


def hold_drift(
    cursor: Any, rows: int, item_sites: npt.NDArray[np.int64], champion: tuple[int, Any] | None
) -> None:
    """LoadError VOLUME_DRIFT when rows or item-sites are far from those of the published run."""
    if champion is None:
        return
    cursor.execute(
        "SELECT row_count, item_sites FROM analytics.model_runs"
        " LEFT JOIN analytics.run_item_sites USING (run_id) WHERE run_id = %s",
        [champion[0]],
    )
    before, known = cursor.fetchone()
    if before and not LEAST_OF_BEFORE <= rows / before <= MOST_OF_BEFORE:
        raise _drift(f"{rows:,} rows, run {champion[0]} has {before:,}")
    if not known:
        return
    held = np.frombuffer(known, ITEM_SITE)
    vanished = len(np.setdiff1d(held, item_sites, assume_unique=True))
    if vanished / len(held) > MOST_VANISHED:
        raise _drift(
            f"{vanished:,} of the {len(held):,} item-sites of run {champion[0]} are missing"
        )


def _drift(what: str) -> LoadError:
    return LoadError("VOLUME_DRIFT", f"{what}: held; --approve to publish it all the same")
