"""Spread and intervals are set right by what came at a later origin."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from mlops.offline.calibration import Calibration, calibrate
from mlops.offline.forecasters import DemandForecast
from mlops.offline.intervals import sum_interval
from mlops.offline.training import Sample, draw_samples
from tests.mlops.offline.worlds import flat_panel

PAIRS = 3000


def later(units: NDArray[np.float64]) -> Sample:
    """A sample whose sums of one period are these."""
    past = np.random.default_rng(1).poisson(2.0, (29, PAIRS)).astype(np.float64)
    (sample,) = draw_samples(flat_panel(np.vstack([past, units[None]])), (1,))[:1]
    return sample


def calibrated(units: NDArray[np.float64], mean: float) -> Calibration:
    shape = (1, PAIRS)
    return calibrate(later(units), np.full(shape, mean), np.ones(shape))


def test_demand_that_varies_more_than_forecast_widens_the_spread() -> None:
    # Negative binomial with mean 8 and variance 16: twice that of the Poisson forecast.
    units = stats.nbinom.rvs(8, 0.5, size=PAIRS, random_state=2).astype(np.float64)
    assert calibrated(units, 8.0).widening == 1.6


def test_demand_as_forecast_leaves_the_spread_alone() -> None:
    units = np.random.default_rng(3).poisson(8.0, PAIRS).astype(np.float64)
    assert calibrated(units, 8.0).widening <= 1.0


def test_intervals_of_whole_units_ask_for_less_than_they_promise() -> None:
    rng = np.random.default_rng(5)
    means = rng.uniform(0.1, 3.0, PAIRS)
    ones = np.ones((1, PAIRS))
    told = calibrate(later(rng.poisson(means).astype(np.float64)), means[None], ones)
    fresh = rng.poisson(means)
    forecast = DemandForecast(means[None], np.zeros(1, dtype=np.int64), ones[0], asked=told.asked)
    lower, upper = sum_interval(forecast, 1, 0.8)
    assert ((lower <= fresh) & (fresh <= upper)).mean() == pytest.approx(0.8, abs=0.03)
    assert dict(told.asked)[0.8] < 0.78


def test_levels_between_those_calibrated_are_read_between_them() -> None:
    forecast = DemandForecast(
        np.ones((1, 1)), np.zeros(1, dtype=np.int64), np.ones(1), asked=((0.8, 0.7), (0.9, 0.84))
    )
    assert forecast.level_to_ask(0.85) == pytest.approx(0.77)
    assert forecast.level_to_ask(0.4) == pytest.approx(0.35)
