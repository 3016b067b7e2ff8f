"""Croston, the value of stock and the intervals of sums, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mlops.offline.classic import Ses, smooth_size_and_interval
from mlops.offline.forecasters import DemandForecast
from mlops.offline.intervals import sum_interval, sum_quantile
from mlops.offline.stock_value import StockOutcome, cover_at, replenish
from tests.mlops.offline.worlds import flat_panel


def test_croston_smooths_size_and_interval_on_demand() -> None:
    # Demand 0 4 0 0 2 with a = 0.5: the first demand sets size 4, interval 2; the second, 3 days
    # later, size 4 + .5 (2 - 4) = 3, interval 2 + .5 (3 - 2) = 2.5. SBA: (1 - .25) x 3 / 2.5.
    demand = np.array([0.0, 4, 0, 0, 2])[:, None]
    level, _ = smooth_size_and_interval(demand, np.ones((5, 1)), smoothing=0.5)
    assert level[0] == pytest.approx(0.9)


def test_ses_forecasts_the_same_level_for_every_day() -> None:
    forecast = Ses().forecast(flat_panel(np.full((30, 1), 3.0)), np.arange(14) % 7)
    assert forecast.mean_until(14)[0] == pytest.approx(42.0)


def poisson(mean: float, days: int) -> DemandForecast:
    return DemandForecast(np.array([[mean]]), np.zeros(days, dtype=np.int64), np.array([1.0]))


def test_the_quantile_of_a_sum_is_that_of_the_sum_of_means() -> None:
    assert sum_quantile(poisson(0.7, 30), 10, 0.9)[0] == stats.poisson.ppf(0.9, 7.0)


def test_the_tail_below_zero_is_given_to_the_upper_bound() -> None:
    # Poisson with mean 0.5: 61% zeros, so the lower bound of 80% is 0 and the upper one the
    # 80th percentile, not the 90th.
    lower, upper = sum_interval(poisson(0.05, 30), 10, 0.8)
    assert (lower[0], upper[0]) == (0.0, stats.poisson.ppf(0.8, 0.5))


def test_frequent_demand_has_both_tails() -> None:
    lower, upper = sum_interval(poisson(5.0, 30), 10, 0.8)
    assert (lower[0], upper[0]) == (stats.poisson.ppf(0.1, 50), stats.poisson.ppf(0.9, 50))


def test_orders_arrive_after_the_lead_time_and_what_is_missing_is_lost() -> None:
    # Level 5, lead 1: 5 - 3 = 2, order 0 at first; period 2: order 3, 2 on hand, wants 4: serves 2,
    # loses 2; period 3: position 0 + 3, order 2, the 3 arrive, wants 1: 2 left.
    demand, levels = np.array([[3.0], [4.0], [1.0]]), np.full((3, 1), 5.0)
    outcome = replenish(levels, demand, lead=1)
    assert outcome.unfulfilled == pytest.approx(2 / 8)
    assert outcome.cover == pytest.approx((2 + 0 + 2) / 8)


def test_without_lead_time_every_period_starts_at_its_level() -> None:
    outcome = replenish(np.full((2, 1), 5.0), np.array([[5.0], [6.0]]), lead=0)
    assert outcome == StockOutcome(unfulfilled=1 / 11, cover=0.0)


def test_cover_is_read_between_the_nearest_outcomes() -> None:
    outcomes = [StockOutcome(0.2, 4.0), StockOutcome(0.0, 8.0)]
    assert cover_at(outcomes, 0.05) == pytest.approx(7.0)
    assert cover_at(outcomes, 0.3) is None
