"""Measures of forecast quality, on numbers small enough to check by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mlops.offline.metrics import bias, coverage, pinball, rmsse, wape

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
