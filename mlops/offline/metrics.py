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
