"""The models against examples worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mlops.offline.forecasters import (
    SeasonalNaive,
    TsbNegativeBinomial,
    demand_interval,
    smooth_level,
    smooth_probability_and_size,
)
from mlops.offline.models import EXTRAS, FORECASTERS, make_forecaster
from tests.mlops.offline.worlds import flat_panel

WEEK = np.arange(7)


def column(*units: float) -> np.ndarray:
    """Demand of one pair, a day a row."""
    return np.array(units, dtype=np.float64)[:, None]


def test_tsb_updates_probability_daily_and_size_on_demand() -> None:
    # Teunter, Syntetos and Babai (2011), EJOR 214(3): p += b (x - p), z += a (d - z) if d > 0,
    # forecast p z. Demand 0 4 0 2 with a = 0.5, b = 0.2, started at p = 2/4 and z = 6/2:
    #   p: .5 -> .4 -> .52 -> .416 -> .5328      z: 3 -> 3 -> 3.5 -> 3.5 -> 2.75
    #   level = .5328 x 2.75 = 1.4652
    smoothed = smooth_probability_and_size(
        column(0, 4, 0, 2), np.ones((4, 1)), lead_in=0.0, smoothing=(0.2,), size_smoothing=0.5
    )
    assert smoothed.level[0] == pytest.approx(1.4652)


def test_ses_moves_the_level_by_a_share_of_the_error() -> None:
    # Demand 2 4 6 with a = 0.5 from the mean 4: 4 -> 3 -> 3.5 -> 4.75.
    smoothed = smooth_level(column(2, 4, 6), np.ones((3, 1)), lead_in=0.0, smoothing=(0.5,))
    assert smoothed.level[0] == pytest.approx(4.75)


def test_dispersion_is_squared_error_over_expected_demand() -> None:
    # The same steps: errors -2, 1, 2.5 from means 4, 3, 3.5: (4 + 1 + 6.25) / 10.5.
    smoothed = smooth_level(column(2, 4, 6), np.ones((3, 1)), lead_in=0.0, smoothing=(0.5,))
    assert smoothed.dispersion[0] == pytest.approx(11.25 / 10.5)


def test_dispersion_is_never_below_that_of_poisson_demand() -> None:
    smoothed = smooth_level(np.full((50, 1), 3.0), np.ones((50, 1)), lead_in=0.0)
    assert smoothed.dispersion[0] == 1.0


def test_lead_in_lowers_the_start_of_a_history_that_begins_with_demand() -> None:
    # One demand of 8 on the only day, usual interval 7: 8 / (1 + 7) = 1, then 1 + .01 (8 - 1).
    smoothed = smooth_level(column(8), np.ones((1, 1)), lead_in=7.0, smoothing=(0.01,))
    assert smoothed.level[0] == pytest.approx(1.07)


def test_each_pair_takes_the_smoothing_with_the_smallest_error() -> None:
    jump = np.concatenate([np.full(100, 1.0), np.full(100, 20.0)])
    noise = np.where(np.arange(200) % 2 == 0, 9.0, 11.0)
    demand = np.stack([jump, noise], axis=1)
    smoothed = smooth_level(demand, np.ones((200, 2)), lead_in=0.0, smoothing=(0.01, 0.5))
    assert smoothed.level[0] == pytest.approx(20.0, abs=0.01)
    assert smoothed.level[1] == pytest.approx(10.0, abs=0.1)


def test_the_interval_between_demands_is_days_over_demands() -> None:
    assert demand_interval(flat_panel(column(0, 4, 0, 2, 0, 0)))[0] == 3.0


def test_frequent_pairs_follow_ses_and_rare_ones_tsb() -> None:
    demand = np.zeros((60, 2))
    demand[:, 0] = 5 + np.arange(60) % 3
    demand[::10, 1] = 4
    exposure = np.ones((60, 2))
    forecast = TsbNegativeBinomial().forecast(flat_panel(demand), WEEK)
    frequent = smooth_level(demand, exposure, lead_in=0.0)
    rare = smooth_probability_and_size(demand, exposure, lead_in=0.0)
    assert forecast.mean[0].tolist() == [frequent.level[0], rare.level[1]]


def test_an_item_nobody_wants_any_more_fades() -> None:
    demand = np.zeros((400, 1))
    demand[:200:4] = 2.0
    level = TsbNegativeBinomial().forecast(flat_panel(demand), WEEK).mean[0, 0]
    assert level < 0.5 * demand[:200].mean()


def test_forecasts_follow_the_factors_of_the_days_ahead() -> None:
    panel = flat_panel(np.full((70, 1), 4.0))
    panel.factors[5:7] = 0.5
    mean = TsbNegativeBinomial().forecast(panel, np.array([4, 5, 6, 0])).mean[:, 0]
    assert mean[1] == mean[2] == pytest.approx(mean[0] / 2)
    assert mean[3] == mean[0]


def test_seasonal_naive_repeats_the_last_week() -> None:
    demand = np.arange(1.0, 22.0)[:, None]
    mean = SeasonalNaive().forecast(flat_panel(demand), np.arange(10) % 7).mean[:, 0]
    assert mean.tolist() == [15, 16, 17, 18, 19, 20, 21, 15, 16, 17]


@pytest.mark.parametrize("name", sorted(set(FORECASTERS) - set(EXTRAS)))
def test_every_model_gives_finite_demand_for_any_history(name: str) -> None:
    rng = np.random.default_rng(3)
    demand = rng.poisson(0.2, size=(200, 40)) * rng.gamma(1.0, 5.0, size=(200, 40))
    demand[:, 0] = 0.0
    demand[-1, 0] = 1e6
    panel = flat_panel(demand)
    forecaster = make_forecaster(name)
    forecaster.fit(panel, (7, 90))
    forecast = forecaster.forecast(panel, np.arange(90) % 8)
    assert forecast.mean.shape == (90, 40)
    assert np.isfinite(forecast.mean).all()
    assert (forecast.mean >= 0).all()
    assert (forecast.dispersion >= 1).all()


def test_model_tags_differ() -> None:
    tags = [make_forecaster(name).tag for name in FORECASTERS if name != "auto"]
    assert len(set(tags)) == len(tags) > 3
