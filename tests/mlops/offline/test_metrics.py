"""Measures of forecast quality, on numbers small enough to check by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mlops.offline.metrics import (
    bias,
    coverage,
    defined_share,
    mape,
    mase,
    pinball,
    rmsse,
    scaled_pinball,
    wape,
)

ACTUAL = np.array([[4.0], [0.0], [6.0]])
FORECAST = np.array([[3.0], [2.0], [6.0]])


def test_wape_is_absolute_error_over_demand() -> None:
    assert wape(ACTUAL, FORECAST) == pytest.approx((1 + 2 + 0) / 10)


def test_bias_is_positive_when_too_much_is_forecast() -> None:
    assert bias(ACTUAL, FORECAST) == pytest.approx((11 - 10) / 10)


def test_coverage_is_the_share_within_the_bounds() -> None:
    lower, upper = np.full((3, 1), 1.0), np.full((3, 1), 6.0)
    assert coverage(ACTUAL, lower, upper) == pytest.approx(2 / 3)


def test_rmsse_scales_by_the_one_step_naive_error() -> None:
    # History 1 3 1: squared steps 4 and 4, scale 4. Errors 1, 4, 0: mean 5/3. Root of 5/12.
    history = np.array([[1.0], [3.0], [1.0]])
    assert rmsse(ACTUAL, FORECAST, history) == pytest.approx((5 / 12) ** 0.5)


def test_rmsse_leaves_out_pairs_that_never_changed() -> None:
    history = np.array([[1.0, 2.0], [3.0, 2.0], [1.0, 2.0]])
    actual, forecast = np.hstack([ACTUAL, ACTUAL]), np.hstack([FORECAST, FORECAST * 9])
    assert rmsse(actual, forecast, history) == pytest.approx((5 / 12) ** 0.5)


def test_pinball_charges_short_and_long_by_the_probability() -> None:
    # At 0.9: short by 1 costs 0.9, long by 2 costs 0.2, exact costs nothing; mean of three.
    assert pinball(ACTUAL, FORECAST, 0.9) == pytest.approx((0.9 + 0.2) / 3)


def test_measures_without_a_denominator_are_missing() -> None:
    nothing, empty = np.zeros((3, 1)), np.zeros((0, 0))
    assert wape(nothing, FORECAST) is None
    assert bias(nothing, FORECAST) is None
    assert rmsse(ACTUAL, FORECAST, nothing) is None
    assert coverage(empty, empty, empty) is None
    assert pinball(empty, empty, 0.5) is None


def test_mape_counts_only_cells_with_demand_and_says_how_many() -> None:
    # |4-3|/4 and |6-6|/6; the cell without demand has no percentage.
    assert mape(ACTUAL, FORECAST) == pytest.approx(0.125)
    assert defined_share(ACTUAL) == pytest.approx(2 / 3)


def test_mase_scales_by_the_absolute_change_of_the_past() -> None:
    # History 1 3 1: changes 2 and 2. Errors 1, 2, 0: mean 1.
    history = np.array([[1.0], [3.0], [1.0]])
    assert mase(ACTUAL, FORECAST, history) == pytest.approx(0.5)


def test_scaled_pinball_leaves_out_pairs_without_a_scale() -> None:
    # 10 wanted, 6 forecast at 0.9: 0.9 x 4 over the scale 2; the second pair has no scale.
    loss = scaled_pinball(
        np.array([10.0, 5.0]), np.array([6.0, 0.0]), 0.9, scale=np.array([2.0, 0.0])
    )
    assert loss == pytest.approx(1.8)


def test_percentages_and_scaled_errors_without_a_denominator_are_missing() -> None:
    nothing = np.zeros((3, 1))
    assert mape(nothing, nothing) is None
    assert mase(nothing, nothing, nothing) is None
    assert scaled_pinball(nothing[0], nothing[0], 0.9, scale=nothing[0]) is None
