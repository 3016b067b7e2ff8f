"""One forecasting run: history in, a file of forecasts out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from mlops.offline.day_types import classify_days, day_type_profile
from mlops.offline.export import Edition, forecast_export
from mlops.offline.forecasters import DemandForecast, Forecaster
from mlops.offline.history import DemandHistory
from mlops.offline.intervals import central_interval

Progress = Callable[[int, int], None]


def forecast_parts(
    history: DemandHistory, forecaster: Forecaster, *, days: int
) -> Iterator[tuple[slice, DemandForecast]]:
    """Forecasts of the days after as_of, one slice of pairs at a time."""
    ahead = np.datetime64(history.as_of) + np.arange(1, days + 1).astype("timedelta64[D]")
    types = classify_days(np.concatenate([history.dates, ahead]))
    past, future = types[:-days], types[-days:]
    profile = day_type_profile(history, past)
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
    days = edition.horizons[-1]
    with forecast_export(out, edition) as forecasts:
        for part, forecast in forecast_parts(history, forecaster, days=days):
            forecasts.append(
                skus=history.skus[part],
                site_codes=history.site_codes[part],
                interval=central_interval(forecast, confidence_level=edition.confidence_level),
            )
            progress(part.stop, len(history))
    return forecasts.rows
