"""Rolling origins: what each model would have said at past moments, and what came."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mlops.offline.forecasters import DemandForecast, Forecaster
from mlops.offline.history import DemandHistory
from mlops.offline.panel import Panel
from mlops.offline.seasons import calendar_profile, classify_calendar


@dataclass(frozen=True)
class Origin:
    """What was known at one moment, and what came. actual: units ahead, [period, pair]."""

    label: str
    panel: Panel
    future_types: NDArray[np.int64]
    actual: NDArray[np.float64]

    @property
    def roughness(self) -> NDArray[np.float64]:
        """Mean absolute change from period to period in the past: the scale of errors."""
        return np.asarray(np.abs(np.diff(self.panel.demand, axis=0)).mean(axis=0))


@dataclass(frozen=True)
class Trial:
    """A model's forecast at an origin. cpu_seconds: of learning and forecasting."""

    model: str
    origin: Origin
    forecast: DemandForecast
    cpu_seconds: float


def trials(
    origins: Sequence[Origin],
    models: Mapping[str, Callable[[], Forecaster]],
    horizons: tuple[int, ...],
) -> Iterator[Trial]:
    """Each model at each origin, learnt anew there; origin by origin."""
    for origin in origins:
        for name, make in models.items():
            started = time.process_time()
            forecaster = make()
            forecaster.fit(origin.panel, horizons)
            forecast = forecaster.forecast(origin.panel, origin.future_types)
            yield Trial(name, origin, forecast, time.process_time() - started)


def origin_of(known: DemandHistory, actual: NDArray[np.float64]) -> Origin:
    """The origin at the end of a history. actual: units of the days after it, [day, pair]."""
    first = np.datetime64(known.as_of) + np.timedelta64(1, "D")
    ahead = first + np.arange(len(actual)).astype("timedelta64[D]")
    past = classify_calendar(known.dates)
    return Origin(
        label=known.as_of.isoformat(),
        panel=known.panel(past, calendar_profile(known)),
        future_types=classify_calendar(ahead),
        actual=actual,
    )


def past_origins(history: DemandHistory, *, days: int, count: int) -> Iterator[Origin]:
    """Origins each `days` before the next, the first of them followed by the history's last days.

    Pairs not known at an origin are left out there: no model could have named them.
    """
    for back in range(days, days * count + 1, days):
        known, pairs = history.known_before(back)
        if len(pairs):
            yield origin_of(known, history.units_of(pairs, back=back, days=days))
