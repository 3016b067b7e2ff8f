"""The state of the data as figures to draw and to alarm on, asked for at each scrape."""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from core import partitions
from mlops.recovery.copy import newest_moment
from mlops.state.findings import RECENT
from support.models import Freshness, LoadRun, Night


class DataCollector(Collector):
    """nova_up is 0, and the other figures are missing, where the database does not answer."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            asked = [*_feeds(), *_night(), _months(), _loads(), *_backup()]
        except DatabaseError:
            yield GaugeMetricFamily("nova_up", "1 where the database answers.", 0)
            return
        yield GaugeMetricFamily("nova_up", "1 where the database answers.", 1)
        yield from asked


def exposition() -> bytes:
    registry = CollectorRegistry()
    registry.register(DataCollector())
    return bytes(generate_latest(registry))


def _feeds() -> Iterator[GaugeMetricFamily]:
    age = GaugeMetricFamily("nova_feed_age_days", "Age of a dataset.", labels=["dataset"])
    late = GaugeMetricFamily("nova_feed_late", "1 where a dataset is late.", labels=["dataset"])
    for feed in Freshness.objects.all():
        if feed.age_days is not None:
            age.add_metric([feed.dataset], feed.age_days)
        if feed.is_stale is not None:
            late.add_metric([feed.dataset], int(feed.is_stale))
    yield age
    yield late


def _night() -> Iterator[GaugeMetricFamily]:
    last = Night.objects.order_by("-night_id").prefetch_related("steps").first()
    if last is None:
        return
    began = (timezone.now() - last.started_at).total_seconds()
    yield GaugeMetricFamily("nova_night_age_seconds", "Since the last night began.", began)
    seconds = GaugeMetricFamily("nova_night_step_seconds", "Of the last night.", labels=["step"])
    well = GaugeMetricFamily("nova_night_step_ok", "1 unless it failed.", labels=["step"])
    for step in last.steps.all():
        if step.finished_at is not None:
            took = (step.finished_at - step.started_at).total_seconds()
            seconds.add_metric([step.step], took)
        well.add_metric([step.step], int(step.status not in {"FAILED", "SKIPPED"}))
    yield seconds
    yield well


def _months() -> GaugeMetricFamily:
    ahead = GaugeMetricFamily("nova_months_ahead", "Whole months with a table.", labels=["fact"])
    for fact, count in partitions.months_ahead(today=timezone.localdate()).items():
        ahead.add_metric([fact], count)
    return ahead


def _loads() -> GaugeMetricFamily:
    runs = GaugeMetricFamily(
        "nova_load_runs_day", "Runs that ended in 24 hours.", labels=["dataset", "status"]
    )
    recent = LoadRun.objects.filter(finished_at__gt=timezone.now() - RECENT)
    for dataset, status, count in recent.counts():
        runs.add_metric([dataset, status], count)
    return runs


def _backup() -> Iterator[GaugeMetricFamily]:
    newest = newest_moment(settings.BACKUP_DIR)
    if newest is not None:
        age = (timezone.now() - newest).total_seconds()
        yield GaugeMetricFamily("nova_backup_age_seconds", "Of the newest copy.", age)
