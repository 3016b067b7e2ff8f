"""Features against examples worked out by hand, and the steps boosters read them in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mlops.offline.bins import Bins
from mlops.offline.features import feature_names, past_of
from mlops.offline.panel import MONTHLY, Panel
from tests.mlops.offline.worlds import flat_panel


def monthly(*units: float) -> Panel:
    """One pair, a month a row, whose level needs no prior."""
    panel = flat_panel(np.array(units, dtype=np.float64)[:, None])
    return replace(panel, rhythm=replace(MONTHLY, prior=0.0))


def feature(panel: Panel, name: str) -> float:
    return float(past_of(panel).values[0, feature_names(panel).index(name)])


HISTORY = monthly(0, 4, 0, 0, 8, 0)  # 12 units in 6 months: a level of 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mean_1", 0.0),
        ("mean_2", 2.0),  # (8 + 0) / 2 = 4 against the level 2
        ("mean_3", 4 / 3),  # 8 / 3 against 2
        ("mean_all", 1.0),
        ("active_share_3", 1 / 3),
        ("periods_since_demand", 1.0),
        ("demand_interval", 3.0),  # 6 months, 2 demands
        ("size_mean", 3.0),  # 6 units a demand against 2
        ("size_cv2", 1 / 9),  # sizes 4 and 8: variance 4 over 36
        ("largest", 4.0),
        ("deviation", np.sqrt(80 / 6 - 4) / 2),
        ("level", np.log(2.0)),
        ("size_units", 6.0),
        ("history_length", 6.0),
    ],
)
def test_features_are_relative_to_the_level(name: str, expected: float) -> None:
    assert feature(HISTORY, name) == pytest.approx(expected, rel=1e-6)


def test_every_feature_has_a_name() -> None:
    assert past_of(HISTORY).values.shape == (1, len(feature_names(HISTORY)))


def test_what_was_never_seen_is_not_a_number() -> None:
    censored = np.zeros((6, 1), dtype=np.bool_)
    censored[-2:] = True
    assert np.isnan(feature(replace(HISTORY, censored=censored), "mean_2"))


def test_roughness_is_the_mean_absolute_change() -> None:
    # Changes 4, -4, 0, 8, -8.
    assert past_of(HISTORY).roughness[0] == pytest.approx(24 / 5)


def test_a_pair_without_history_starts_from_its_family() -> None:
    demand = np.zeros((6, 4))
    demand[:, 0], demand[:, 1], demand[:, 2] = 6.0, 6.0, 60.0
    panel = replace(
        flat_panel(demand),
        rhythm=MONTHLY,
        family=np.array([0, 0, 1, 0]),
        observed_from=np.array([0, 0, 0, 6]),
    )
    # Nothing seen of the fourth: one month of prior at the median of its family, 6.
    assert past_of(panel).level[3] == pytest.approx(6.0)


def test_steps_keep_the_order_and_put_what_is_missing_below_it() -> None:
    sample = np.array([[1.0], [2.0], [np.nan], [3.0]], dtype=np.float32)
    steps = Bins(sample)(np.array([[0.5], [1.4], [2.6], [9.0], [np.nan]], dtype=np.float32))
    np.testing.assert_array_equal(steps[:, 0], [0, 0, 2, 2, -1])


def test_many_values_become_at_most_128_steps() -> None:
    values = np.random.default_rng(2).normal(size=(5000, 1)).astype(np.float32)
    steps = Bins(values)(values)[:, 0]
    assert len(np.unique(steps)) <= 128
    assert np.bincount(steps.astype(int)).max() < 2 * 5000 / 100
