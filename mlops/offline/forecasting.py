"""One forecasting run: history in, a file of forecasts out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.engines import Engine
from mlops.offline.export import Edition, forecast_export
from mlops.offline.forecasters import DemandForecast, Forecaster
from mlops.offline.history import DemandHistory
from mlops.offline.intervals import central_interval
from mlops.offline.seasons import calendar_profile, classify_calendar

SAMPLE_PAIRS: Final = 4_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Work:
    """What a shard needs besides itself; it goes to whichever process works on the shard.

    past, future: types of the window's days and of those ahead. profile: [family, type of day].
    """

    forecaster: Forecaster
    past: NDArray[np.int64]
    future: NDArray[np.int64]
    profile: NDArray[np.float64]

    def __call__(self, shard: DemandHistory) -> DemandForecast:
        return self.forecaster.forecast(shard.panel(self.past, self.profile), self.future)


def learn(history: DemandHistory, forecaster: Forecaster, *, horizons: tuple[int, ...]) -> None:
    """Lets the model learn what pairs have in common, from at most SAMPLE_PAIRS of them."""
    past, profile = classify_calendar(history.dates), calendar_profile(history)
    forecaster.fit(history.sample(past, profile, pairs=SAMPLE_PAIRS, seed=0), horizons)


def forecast_parts(
    history: DemandHistory, forecaster: Forecaster, *, days: int, engine: Engine
) -> Iterator[tuple[DemandHistory, DemandForecast]]:
    """Forecasts of the days after as_of by a model that has learnt, some pairs at a time."""
    ahead = np.datetime64(history.as_of) + np.arange(1, days + 1).astype("timedelta64[D]")
    past, future = classify_calendar(history.dates), classify_calendar(ahead)
    work = Work(forecaster, past, future, calendar_profile(history))
    return engine.in_order(work, history.parts())


def export_forecasts(
    history: DemandHistory,
    forecaster: Forecaster,
    *,
    edition: Edition,
    out: Path,
    progress: Progress,
    engine: Engine,
) -> int:
    """Number of rows written to out, the same whatever the engine. progress is told pairs done
    and in all.
    """
    done, days = 0, edition.horizons[-1]
    with forecast_export(out, edition) as forecasts:
        for part, forecast in forecast_parts(history, forecaster, days=days, engine=engine):
            forecasts.append(
                skus=part.skus,
                site_codes=part.site_codes,
                interval=central_interval(forecast, confidence_level=edition.confidence_level),
            )
            done += len(part)
            progress(done, len(history))
    return forecasts.rows
