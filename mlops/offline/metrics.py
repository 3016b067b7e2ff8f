"""How good a forecast was. A measure without a denominator is None."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def wape(actual: NDArray[np.float64], forecast: NDArray[np.float64]) -> float | None:
    """Sum of absolute errors over the sum of actual demand."""
    total = actual.sum()
    return float(np.abs(actual - forecast).sum() / total) if total > 0 else None


def bias(actual: NDArray[np.float64], forecast: NDArray[np.float64]) -> float | None:
    """Forecast less actual over actual demand; positive is too much."""
    total = actual.sum()
    return float((forecast.sum() - total) / total) if total > 0 else None


def coverage(
    actual: NDArray[np.float64], lower: NDArray[np.float64], upper: NDArray[np.float64]
) -> float | None:
    """Share of actual values within their bounds."""
    return float(((lower <= actual) & (actual <= upper)).mean()) if actual.size else None


def rmsse(
    actual: NDArray[np.float64],
    forecast: NDArray[np.float64],
    history: NDArray[np.float64],
) -> float | None:
    """Root mean squared error over that of yesterday's value in the past, [day, pair], averaged.

    Pairs whose history never changes have no scale and are left out. Source: Makridakis,
    Spiliotis and Assimakopoulos (2022), the M5 accuracy measure.
    """
    scale = (np.diff(history, axis=0) ** 2).mean(axis=0)
    usable = scale > 0
    if not usable.any():
        return None
    error = ((actual - forecast) ** 2).mean(axis=0)
    return float(np.sqrt(error[usable] / scale[usable]).mean())


def pinball(
    actual: NDArray[np.float64], quantile: NDArray[np.float64], probability: float
) -> float | None:
    """Mean pinball loss of a quantile forecast, in units."""
    if not actual.size:
        return None
    error = actual - quantile
    return float(np.maximum(probability * error, (probability - 1) * error).mean())


def mape(actual: NDArray[np.float64], forecast: NDArray[np.float64]) -> float | None:
    """Mean absolute error over actual demand, of the cells with demand (see defined_share)."""
    with_demand = actual > 0
    if not with_demand.any():
        return None
    error = np.abs(actual - forecast)[with_demand] / actual[with_demand]
    return float(error.mean())


def defined_share(actual: NDArray[np.float64]) -> float | None:
    """Share of the cells on which a percentage error is defined."""
    return float((actual > 0).mean()) if actual.size else None


def mase(
    actual: NDArray[np.float64], forecast: NDArray[np.float64], history: NDArray[np.float64]
) -> float | None:
    """Mean absolute error over that of yesterday's value in the past, [day, pair], averaged.

    Pairs whose history never changes are left out. Source: Hyndman and Koehler (2006).
    """
    scale = np.abs(np.diff(history, axis=0)).mean(axis=0)
    usable = scale > 0
    if not usable.any():
        return None
    error = np.abs(actual - forecast).mean(axis=0)
    return float((error[usable] / scale[usable]).mean())


def scaled_pinball(
    actual: NDArray[np.float64],
    quantile: NDArray[np.float64],
    probability: float,
    *,
    scale: NDArray[np.float64],
) -> float | None:
    """Pinball loss of each pair's quantile over its scale, averaged; pairs without one left out.

    scale: mean absolute change from period to period in the past, times the periods summed.
    Source: Makridakis et al. (2022), the M5 uncertainty measure.
    """
    usable = scale > 0
    if not usable.any():
        return None
    error = (actual - quantile)[usable] / scale[usable]
    return float(np.maximum(probability * error, (probability - 1) * error).mean())
