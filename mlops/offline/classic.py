"""Textbook models of one series at a time, to be compared with and to stand in."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.forecasters import DemandForecast, dispersion_of, smooth_level
from mlops.offline.panel import Panel

SMOOTHING: Final = (0.02, 0.05, 0.10, 0.20, 0.30)
INTERVAL_SMOOTHING: Final = 0.1


class Ses:
    """Simple exponential smoothing, each pair with the constant of its smallest squared error."""

    tag = "ses_nb_v1"

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Nothing: each pair speaks for itself."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """The last level on every day, times the day's factor."""
        smoothed = smooth_level(
            panel.demand, panel.exposure, lead_in=panel.lead_in, smoothing=SMOOTHING
        )
        types, type_of_day = np.unique(future_types, return_inverse=True)
        return DemandForecast(
            smoothed.level * panel.factors[types], type_of_day, smoothed.dispersion
        )


class CrostonSba:
    """Croston's method with the correction of Syntetos and Boylan (2005).

    Size and interval between demands are smoothed apart, on days with demand; the rate is size
    over interval, less half the smoothing constant, by which Croston's own is too high.
    """

    tag = "croston_sba_nb_v1"

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Nothing: each pair speaks for itself."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """The last rate on every day, times the day's factor."""
        level, dispersion = smooth_size_and_interval(panel.demand, panel.exposure)
        types, type_of_day = np.unique(future_types, return_inverse=True)
        return DemandForecast(level * panel.factors[types], type_of_day, dispersion)


def smooth_size_and_interval(
    demand: NDArray[np.float64],
    exposure: NDArray[np.float64],
    *,
    smoothing: float = INTERVAL_SMOOTHING,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Units per mean day, and variance over mean. With exposure 1 this is Croston (1972) and SBA.

    The first demand sets size and interval; a pair without demand has rate 0.
    """
    pairs = demand.shape[1]
    size, interval, since = np.zeros(pairs), np.zeros(pairs), np.zeros(pairs)
    squared, expected = np.zeros(pairs), np.zeros(pairs)
    for units, seen in zip(demand, exposure, strict=True):
        rate = _sba(size, interval, smoothing)
        squared += (units - seen * rate) ** 2
        expected += seen * rate
        since += seen
        happened, first = units > 0, (units > 0) & (interval == 0)
        weight = np.where(first, 1.0, smoothing) * happened
        size += weight * (units - size)
        interval += weight * (since - interval)
        since[happened] = 0.0
    return _sba(size, interval, smoothing), dispersion_of(squared, expected)


def _sba(
    size: NDArray[np.float64], interval: NDArray[np.float64], smoothing: float
) -> NDArray[np.float64]:
    rate = np.divide(size, interval, out=np.zeros_like(size), where=interval > 0)
    return np.asarray((1 - smoothing / 2) * rate)
