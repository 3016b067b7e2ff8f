"""Quantiles of daily demand around its forecast mean."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from mlops.offline.forecasters import DemandForecast

DECIMALS: Final = 4
NEARLY_POISSON: Final = 1.0 + 1e-6


class Interval(NamedTuple):
    """Forecast with its bounds in units, [day, pair]; 0 <= lower <= yhat <= upper."""

    yhat: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def negative_binomial_quantile(
    probability: float, mean: NDArray[np.float64], dispersion: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Units not exceeded with this probability. dispersion: variance over mean, 1 is Poisson.

    With successes n = mean / (dispersion - 1) and p = 1 / dispersion the distribution has this
    mean and variance (method of moments). ValueError unless 0 < probability < 1.
    """
    if not 0 < probability < 1:
        raise ValueError(f"probability must be between 0 and 1, not {probability}")
    mean, dispersion = np.broadcast_arrays(mean, dispersion)
    quantile = np.zeros(mean.shape)
    plain = dispersion <= NEARLY_POISSON
    quantile[plain] = stats.poisson.ppf(probability, mean[plain])
    successes = mean / np.where(plain, 1.0, dispersion - 1)
    # The probability of no demand is p^n. Where it suffices the quantile is zero, and the general
    # routine, which fails for tiny n, isn't asked.
    some = ~plain & (np.exp(-successes * np.log(dispersion)) < probability)
    quantile[some] = stats.nbinom.ppf(probability, successes[some], 1 / dispersion[some])
    return quantile


def sum_quantile(forecast: DemandForecast, horizon: int, probability: float) -> NDArray[np.float64]:
    """Units of the first `horizon` days together that are not exceeded with this probability."""
    return negative_binomial_quantile(
        probability, forecast.mean_until(horizon), forecast.dispersion_until(horizon)
    )


def sum_interval(
    forecast: DemandForecast, horizon: int, level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of that sum which hold with this probability.

    Where no demand at all is likely, nothing lies below the lower bound; what that tail does not
    use is given to the upper one, which would otherwise promise too much.
    """
    mean, dispersion = forecast.mean_until(horizon), forecast.dispersion_until(horizon)
    level = forecast.level_to_ask(level)
    lower = negative_binomial_quantile((1 - level) / 2, mean, dispersion)
    below = np.where(lower > 0, (1 - level) / 2, 0.0)
    upper = np.where(
        below > 0,
        negative_binomial_quantile((1 + level) / 2, mean, dispersion),
        negative_binomial_quantile(level, mean, dispersion),
    )
    return lower, upper


def central_interval(forecast: DemandForecast, *, confidence_level: float) -> Interval:
    """Bounds that leave half of the rest of confidence_level on either side.

    A mean can lie above its upper quantile when demand is rare, so the bounds are widened to
    contain it.
    """
    tail = (1 - confidence_level) / 2
    mean, dispersion = forecast.curves, forecast.dispersion
    yhat = mean.round(DECIMALS)
    lower = negative_binomial_quantile(tail, mean, dispersion)
    upper = negative_binomial_quantile(1 - tail, mean, dispersion)
    day = forecast.curve_of_day
    return Interval(yhat[day], np.minimum(lower, yhat)[day], np.maximum(upper, yhat)[day])
