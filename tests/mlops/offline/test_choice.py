"""The model is chosen by what there is to learn from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mlops.offline.choice import AutomaticChoice
from mlops.offline.panel import DAILY, MONTHLY, WEEKLY, Rhythm
from tests.mlops.offline.worlds import flat_panel


def chosen(rhythm: Rhythm, *, periods: int, pairs: int) -> AutomaticChoice:
    demand = np.random.default_rng(4).poisson(1.0, (periods, pairs)).astype(np.float64)
    choice = AutomaticChoice()
    choice.fit(replace(flat_panel(demand), rhythm=rhythm), (1, 3))
    return choice


@pytest.mark.parametrize(
    ("rhythm", "periods", "pairs", "tag"),
    [
        (DAILY, 364, 20, "boosted_nb_v1"),
        (DAILY, 363, 20, "tsb_nb_v1"),
        (DAILY, 364, 19, "tsb_nb_v1"),
        (MONTHLY, 24, 30, "boosted_nb_v1"),
        (WEEKLY, 40, 30, "ses_nb_v1"),
    ],
)
def test_boosting_asks_for_a_year_of_twenty_pairs(
    rhythm: Rhythm, periods: int, pairs: int, tag: str
) -> None:
    assert chosen(rhythm, periods=periods, pairs=pairs).tag == tag


def test_the_reason_names_what_there_was() -> None:
    reason = chosen(WEEKLY, periods=40, pairs=30).reason
    assert reason.startswith("30 item-sites known for 40 periods")


def test_nothing_is_told_before_it_has_seen_a_history() -> None:
    with pytest.raises(RuntimeError, match="fit comes before"):
        AutomaticChoice().forecast(flat_panel(np.ones((9, 1))), np.zeros(3, dtype=np.int64))
