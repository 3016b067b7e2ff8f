"""The boosted model: what it learns, what it must not see, and that it repeats itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from mlops.offline.boosted import BoostedDemand
from mlops.offline.forecasters import DemandForecast
from mlops.offline.intervals import negative_binomial_quantile
from mlops.offline.panel import Panel
from mlops.offline.training import draw_samples
from tests.mlops.offline.worlds import flat_panel

DAYS, PAIRS = 400, 60
HORIZONS = (7, 28)
WEEK = np.arange(28) % 7


def poisson_world(*, seed: int = 5) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Demand [day, pair] of unchanging means, and those means."""
    rng = np.random.default_rng(seed)
    means = rng.uniform(0.5, 12.0, PAIRS)
    return rng.poisson(means, (DAYS + 28, PAIRS)).astype(np.float64), means


def forecast_of(panel: Panel, *, seed: int = 0) -> DemandForecast:
    model = BoostedDemand(seed=seed)
    model.fit(panel, HORIZONS)
    return model.forecast(panel, WEEK)


@pytest.fixture(scope="module")
def world() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return poisson_world()


@pytest.fixture(scope="module")
def learnt(world: tuple[NDArray[np.float64], NDArray[np.float64]]) -> DemandForecast:
    return forecast_of(flat_panel(world[0][:DAYS]))


def test_finds_the_means_of_steady_demand(
    world: tuple[NDArray[np.float64], NDArray[np.float64]], learnt: DemandForecast
) -> None:
    # The mean of 400 Poisson days has a relative error of 1 / sqrt(400 x mean): 7% for mean 0.5.
    relative = learnt.mean_until(28) / (28 * world[1]) - 1
    assert np.abs(relative).mean() < 0.05


def test_quantiles_of_sums_lie_where_the_true_distribution_has_them(
    world: tuple[NDArray[np.float64], NDArray[np.float64]], learnt: DemandForecast
) -> None:
    found = negative_binomial_quantile(0.95, learnt.mean_until(28), learnt.dispersion_until(28))
    # A sum of 28 Poisson days is Poisson with 28 times the mean.
    assert found == pytest.approx(stats.poisson.ppf(0.95, 28 * world[1]), rel=0.15)


def test_what_comes_after_an_origin_changes_nothing_learnt_before_it(
    world: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    origin = 330
    shifted = world[0][:DAYS].copy()
    shifted[origin:] += 1000
    plain, moved = (
        [s for s in draw_samples(flat_panel(d), HORIZONS) if s.origin <= origin]
        for d in (world[0][:DAYS], shifted)
    )
    assert len(plain) == len(moved) > 2
    for one, other in zip(plain, moved, strict=True):
        np.testing.assert_array_equal(one.past.values, other.past.values)
        np.testing.assert_array_equal(one.level, other.level)


def test_forecasts_from_an_origin_do_not_change_with_what_comes_after(
    world: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    shifted = world[0].copy()
    shifted[DAYS:] += 1000
    plain, moved = (forecast_of(flat_panel(d).until(DAYS)) for d in (world[0], shifted))
    np.testing.assert_array_equal(plain.mean, moved.mean)
    assert plain.sum_dispersion is not None
    np.testing.assert_array_equal(plain.sum_dispersion, moved.sum_dispersion)


def test_the_same_seed_gives_the_same_forecast(learnt: DemandForecast) -> None:
    again = forecast_of(flat_panel(poisson_world()[0][:DAYS]))
    np.testing.assert_array_equal(again.mean, learnt.mean)
    np.testing.assert_array_equal(again.dispersion, learnt.dispersion)


def test_days_without_stock_do_not_count_as_days_without_demand() -> None:
    demand, _ = poisson_world()
    demand = demand[:DAYS]
    emptied = demand.copy()
    emptied[-60:, :20] = 0.0
    censored = np.zeros(demand.shape, dtype=np.bool_)
    censored[-60:, :20] = True
    unaware = forecast_of(flat_panel(emptied)).mean_until(28)[:20]
    aware = forecast_of(replace(flat_panel(emptied), censored=censored)).mean_until(28)[:20]
    true = 28 * demand[:, :20].mean(axis=0)
    assert unaware.sum() < 0.5 * true.sum()
    assert aware.sum() == pytest.approx(true.sum(), rel=0.1)


def test_too_small_a_sample_is_left_to_smoothing() -> None:
    rng = np.random.default_rng(1)
    few = flat_panel(rng.poisson(2.0, (60, 2)).astype(np.float64))
    forecast = forecast_of(few)
    assert forecast.sum_dispersion is None
    assert forecast.mean_until(28) / 28 == pytest.approx([2.0, 2.0], rel=0.3)
