"""Runs of forecasts published one after another, and what they are among models."""

from collections.abc import Callable
from typing import Any

from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.published import query

Publish = Callable[..., Outcome]


def runs() -> dict[int, str]:
    """Runs of forecasts by number, and what they are among models."""
    return dict(query("SELECT run_id, status FROM analytics.model_runs ORDER BY 1"))


def newest() -> tuple[Any, ...]:
    """Status and code of the newest load."""
    (row,) = query("SELECT status, code FROM support.load_runs ORDER BY run_id DESC LIMIT 1")
    return row


def two_runs(publish: Publish) -> tuple[int, int]:
    """A champion that tells WAPE 0.40, and a candidate that tells 0.50."""
    assert publish(0.40).code == 0
    assert publish(0.50, hours=1).code == 65
    first, second = runs()
    return first, second


def with_rows() -> list[int]:
    return [run for (run,) in query("SELECT DISTINCT run_id FROM analytics.forecasts ORDER BY 1")]
