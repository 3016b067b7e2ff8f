"""Whether a run becomes the one that readers see, or waits beside it as a candidate.

Judged in the transaction that publishes, with the champion's row locked: a kill leaves either the
champion that was held against or the new one, and nobody changes it in between.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from analytics.models import ModelRun
from mlops.backtest import Backtest
from mlops.contracts import Dataset, Publication
from mlops.pipeline.figures import ITEM_SITE
from mlops.pipeline.ingest import Ingested
from mlops.pipeline.pointer import crown
from mlops.pipeline.record import Result
from mlops.pipeline.request import Options
from support.models import LoadRun

WORSE = "BACKTEST_WORSE"


@dataclass(frozen=True)
class Verdict:
    """What holding a backtest against the champion's came to, and the sentence that tells it."""

    is_worse: bool
    told: str


def judge(result: Result, dataset: Dataset, backtest: Backtest | None, options: Options) -> None:
    """Make the published run a candidate where it was asked for or where its backtest is worse."""
    if dataset.publication is not Publication.RUN or not _has_model(dataset):
        return
    verdict = held_against_champion(dataset.name, backtest)
    of_run = backtest.as_json() if backtest else None
    result.details["backtest"] = {"told": verdict.told, "of_run": of_run}
    if options.candidate:
        result.status = LoadRun.Status.CANDIDATE
        result.message = "published as a candidate, as asked: readers see what they saw"
    elif verdict.is_worse and not options.approve:
        result.status, result.code = LoadRun.Status.CANDIDATE, WORSE
        result.message = f"{verdict.told}: to be a candidate, not the champion; --approve"
        if not options.dry_run:
            result.message = (
                f"{verdict.told}: published as a candidate, and readers see what they saw;"
                f" promote_run {result.run_id} --approve makes it the champion"
            )


def enter(cursor: Any, result: Result, ingested: Ingested, backtest: Backtest | None) -> None:
    """Enter the published run, and make it the champion unless it is a candidate."""
    dataset = ingested.staging.dataset
    if dataset.publication is not Publication.RUN:
        return
    ModelRun.objects.create(
        run_id=result.run_id,
        dataset=dataset.name,
        status=ModelRun.Status.CANDIDATE,
        model_tag=ingested.figures.model_tag,
        schema_version=result.schema_version,
        as_of=result.as_of,
        computed_at=ingested.figures.computed_at or timezone.now(),
        row_count=ingested.rows,
        backtest=backtest and backtest.as_json(),
    )
    if result.status != LoadRun.Status.CANDIDATE:
        crown(cursor, dataset.name, result.run_id)
    item_sites = ingested.figures.item_sites
    if len(item_sites):
        cursor.execute(
            "INSERT INTO analytics.run_item_sites (run_id, item_sites) VALUES (%s, %s)",
            [result.run_id, item_sites.astype(ITEM_SITE).tobytes()],
        )


def held_against_champion(dataset: str, backtest: Backtest | None) -> Verdict:
    """The backtest beside the champion's, whose row is locked from here on."""
    champion = (
        ModelRun.objects.select_for_update()
        .filter(dataset=dataset, status=ModelRun.Status.CHAMPION)
        .first()
    )
    if backtest is None:
        return Verdict(False, "no backtest in a manifest: not held against the champion's")
    if champion is None:
        return Verdict(False, f"backtest {backtest}: there is no champion to hold it against")
    if champion.backtest is None:
        return Verdict(False, f"backtest {backtest}: the champion, run {champion.pk}, has none")
    before, margin = Backtest.from_json(champion.backtest), settings.FORECAST_BACKTEST_MARGIN
    both = f"backtest {backtest}, of the champion (run {champion.pk}) {before}"
    if before.metric != backtest.metric:
        return Verdict(False, f"{both}: not to be compared")
    is_worse = backtest.is_worse_than(before, margin=margin)
    return Verdict(is_worse, f"{both}: {'' if is_worse else 'not '}worse by more than {margin:.0%}")


def _has_model(dataset: Dataset) -> bool:
    return any(column.name == "model_tag" for column in dataset.columns)
