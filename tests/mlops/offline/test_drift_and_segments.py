"""Drift is noticed, and segments are found where there are some."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mlops.offline.drift import error_drift, feature_drift
from mlops.offline.evaluation import demand_classes
from mlops.offline.segments import demand_segments
from tests.mlops.offline.worlds import flat_panel

DAYS = 728


def test_a_feature_that_moved_away_has_drifted() -> None:
    rng = np.random.default_rng(6)
    learnt = rng.normal(size=(500, 2)).astype(np.float32)
    now = rng.normal(size=(500, 2)).astype(np.float32)
    now[:, 1] += 3
    steady, moved = feature_drift(("steady", "moved"), learnt, now)
    assert not steady.drifted
    assert moved.drifted
    assert moved.distance > 0.8
    assert moved.outside > 0.5  # beyond 2.6 deviations, from a mean of 3: P(z > -0.4) is 0.66


def test_the_latest_error_is_held_against_the_earlier_ones() -> None:
    assert error_drift([0.6, 0.4, 0.2]) == pytest.approx(2.0)
    assert error_drift([0.6]) is None


def test_pairs_of_two_patterns_are_two_named_segments() -> None:
    months = np.minimum(np.arange(DAYS) % 364 // 30, 11)
    days = np.arange(DAYS)
    december = np.where(months == 11, 40.0, 10.0)
    working = np.where(days % 7 < 5, 14.0, 0.0)
    demand = np.stack([december] * 20 + [working] * 10, axis=1)
    panel = replace(flat_panel(demand), day_types=days % 7)
    segments, of_pair = demand_segments(panel, months)
    assert [(s.name, s.pairs) for s in segments] == [
        ("peak in Dec, every day", 20),
        ("even year, working days", 10),
    ]
    assert of_pair.tolist() == [0] * 20 + [1] * 10


def test_classes_tell_interval_and_variation_apart() -> None:
    demand = np.zeros((120, 4))
    demand[:, 0] = 5  # every day alike
    demand[:, 1] = np.where(np.arange(120) % 10 == 0, 50, 1)  # every day, now and then ten times
    demand[::4, 2] = 5  # every fourth day alike
    demand[::4, 3] = np.where(np.arange(30) % 10 == 0, 50, 1)
    assert demand_classes(flat_panel(demand)).tolist() == [0, 1, 2, 3]
