"""Quantiles and bounds of daily demand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from mlops.offline.forecasters import DemandForecast
from mlops.offline.intervals import central_interval, negative_binomial_quantile


@pytest.mark.parametrize("probability", [0.025, 0.5, 0.9, 0.975])
@pytest.mark.parametrize(("mean", "dispersion"), [(0.3, 4.0), (2.0, 1.5), (40.0, 9.0), (900.0, 30)])
def test_quantile_is_the_first_count_that_reaches_the_probability(
    probability: float, mean: float, dispersion: float
) -> None:
    # P(X <= k) = I_p(n, k + 1), the regularised incomplete beta function (DLMF 8.17). The mean
    # n (1 - p) / p and variance mean / p give p = 1 / dispersion and n = mean p / (1 - p).
    p = 1 / dispersion
    n = mean * p / (1 - p)
    quantile = negative_binomial_quantile(probability, np.array([mean]), np.array([dispersion]))[0]
    assert special.betainc(n, quantile + 1, p) >= probability
    assert quantile == 0 or special.betainc(n, quantile, p) < probability


def test_parameters_reproduce_mean_and_variance() -> None:
    mean, dispersion = 12.0, 3.5
    # The expectation as the integral of the quantile function, on 20,000 even steps.
    levels = (np.arange(20_000) + 0.5) / 20_000
    draws = [
        negative_binomial_quantile(q, np.array([mean]), np.array([dispersion]))[0] for q in levels
    ]
    assert np.mean(draws) == pytest.approx(mean, rel=0.01)
    assert np.var(draws) == pytest.approx(mean * dispersion, rel=0.02)


def test_dispersion_of_one_is_poisson() -> None:
    quantile = negative_binomial_quantile(0.975, np.array([3.0]), np.array([1.0]))
    assert quantile[0] == stats.poisson(3.0).ppf(0.975) == 7


def test_no_expected_demand_has_no_quantile_above_zero() -> None:
    assert negative_binomial_quantile(0.975, np.zeros(3), np.array([1.0, 2.0, 9.0])).sum() == 0


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.1, 1.5])
def test_refuses_probabilities_outside_the_open_unit_interval(probability: float) -> None:
    with pytest.raises(ValueError, match="probability must be between 0 and 1"):
        negative_binomial_quantile(probability, np.ones(1), np.ones(1))


@given(
    mean=st.floats(0, 1e5),
    dispersion=st.floats(1, 1e4),
    level=st.sampled_from([0.5, 0.8, 0.95, 0.99]),
)
def test_bounds_enclose_the_forecast_and_are_not_negative(
    mean: float, dispersion: float, level: float
) -> None:
    forecast = DemandForecast(
        np.array([[mean]]), np.zeros(2, dtype=np.int64), np.array([dispersion])
    )
    interval = central_interval(forecast, confidence_level=level)
    assert (interval.lower >= 0).all()
    assert (interval.lower <= interval.yhat).all()
    assert (interval.yhat <= interval.upper).all()
    assert np.isfinite(interval.upper).all()


def test_a_rare_large_demand_keeps_its_mean_inside_the_bounds() -> None:
    # Demand on one day in a hundred: the 97.5% quantile is zero, the mean is not.
    forecast = DemandForecast(np.array([[0.5]]), np.zeros(1, dtype=np.int64), np.array([50.0]))
    interval = central_interval(forecast, confidence_level=0.5)
    assert interval.lower[0, 0] == 0
    assert interval.upper[0, 0] == interval.yhat[0, 0] == 0.5


def test_a_wider_confidence_level_gives_wider_bounds() -> None:
    forecast = DemandForecast(np.array([[20.0]]), np.zeros(1, dtype=np.int64), np.array([3.0]))
    narrow = central_interval(forecast, confidence_level=0.8)
    wide = central_interval(forecast, confidence_level=0.95)
    assert wide.lower[0, 0] < narrow.lower[0, 0] < narrow.upper[0, 0] < wide.upper[0, 0]
