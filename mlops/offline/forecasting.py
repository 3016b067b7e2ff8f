"""One forecasting run: history in, a file of forecasts out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

from mlops.offline.export import Edition, forecast_export
from mlops.offline.forecasters import DemandForecast, Forecaster
from mlops.offline.history import DemandHistory
from mlops.offline.intervals import central_interval
from mlops.offline.seasons import calendar_profile, classify_calendar

SAMPLE_PAIRS: Final = 4_000
Progress = Callable[[int, int], None]


def learn(history: DemandHistory, forecaster: Forecaster, *, horizons: tuple[int, ...]) -> None:
    """Lets the model learn what pairs have in common, from at most SAMPLE_PAIRS of them."""
    past, profile = classify_calendar(history.dates), calendar_profile(history)
    forecaster.fit(history.sample(past, profile, pairs=SAMPLE_PAIRS, seed=0), horizons)


def forecast_parts(
    history: DemandHistory, forecaster: Forecaster, *, days: int
) -> Iterator[tuple[slice, DemandForecast]]:
    """Forecasts of the days after as_of by a model that has learnt, some pairs at a time."""
    ahead = np.datetime64(history.as_of) + np.arange(1, days + 1).astype("timedelta64[D]")
    past, future = classify_calendar(history.dates), classify_calendar(ahead)
    profile = calendar_profile(history)
    for part in history.shards():
        yield part, forecaster.forecast(history.panel(part, past, profile), future)


def export_forecasts(
    history: DemandHistory,
    forecaster: Forecaster,
    *,
    edition: Edition,
    out: Path,
    progress: Progress,
) -> int:
    """Number of rows written to out. progress is told pairs done and in all."""
    with forecast_export(out, edition) as forecasts:
        for part, forecast in forecast_parts(history, forecaster, days=edition.horizons[-1]):
            forecasts.append(
                skus=history.skus[part],
                site_codes=history.site_codes[part],
                interval=central_interval(forecast, confidence_level=edition.confidence_level),
            )
            progress(part.stop, len(history))
    return forecasts.rows
