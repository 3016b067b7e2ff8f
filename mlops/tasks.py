"""Upkeep of what loads leave behind: a worker of the queue upkeep does it each night."""

from celery import shared_task

from mlops.pipeline.retention import Keep, prune_loads


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def prune_loads_task() -> dict[str, int]:
    """How much went, by kind. UpkeepError when readers left no gap: the next night ends it."""
    return prune_loads(Keep()).counts()
