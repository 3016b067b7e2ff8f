"""What the models are measured against: quantiles of demand over a lead time, done simply."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from mlops.offline.classic import Ses
from mlops.offline.panel import Panel

Quantiles = Callable[[float], NDArray[np.float64]]


def normal_ses(panel: Panel, horizon: int) -> Quantiles:
    """Normal around smoothing, with the variance of its errors; what textbooks do."""
    forecast = Ses().forecast(panel, np.zeros(horizon, dtype=np.int64))
    mean = forecast.mean_until(horizon)
    deviation = np.sqrt(mean * forecast.dispersion)
    return lambda p: np.maximum(mean + stats.norm.ppf(p) * deviation, 0.0)


def empirical_sums(panel: Panel, horizon: int) -> Quantiles:
    """Quantiles of all sums of that many successive periods in the past."""
    total = np.vstack([np.zeros(panel.demand.shape[1]), panel.demand.cumsum(axis=0)])
    sums = total[horizon:] - total[:-horizon]
    return lambda p: np.asarray(np.quantile(sums, p, axis=0))


def specified_formula(panel: Panel, horizon: int) -> Quantiles:
    """Mean demand over the lead time and z standard deviations, as first specified."""
    mean, deviation = panel.demand.mean(axis=0), panel.demand.std(axis=0, ddof=1)
    return lambda p: np.maximum(
        mean * horizon + stats.norm.ppf(p) * deviation * np.sqrt(horizon), 0.0
    )
