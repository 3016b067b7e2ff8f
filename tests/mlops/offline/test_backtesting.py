"""Rolling origins know the past, and are held against what came."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from mlops.offline.backtesting import past_origins, trials
from mlops.offline.models import make_forecaster
from tests.mlops.offline.worlds import Row, history_of, write_unit

AS_OF = date(2026, 6, 30)


def unit(folder: Path, *, last: float = 0.0) -> Path:
    """A is wanted daily, back to a year; B only on the last five days. `last`: added to those."""
    rows: list[Row] = [
        ("A", "S", AS_OF - timedelta(days=back), 1.0 + back % 3 + (last if back < 5 else 0), 0.0)
        for back in range(365)
    ]
    rows += [("B", "S", AS_OF - timedelta(days=back), 9.0, 0.0) for back in range(5)]
    return write_unit(folder, rows)


def test_an_origin_knows_what_came_before_it_and_holds_what_came_after(tmp_path: Path) -> None:
    first, second = past_origins(history_of(unit(tmp_path), AS_OF), days=7, count=2)
    assert (first.label, second.label) == ("2026-06-23", "2026-06-16")
    # Seven days back from 30 June: 1 + 7 % 3 = 2 on 23 June, then 1 + 6 % 3 = 1 on the 24th.
    assert first.panel.demand[-1, 0] == 2.0
    assert first.actual[:, 0].tolist() == [1, 3, 2, 1, 3, 2, 1]


def test_pairs_that_nobody_knew_yet_are_left_out(tmp_path: Path) -> None:
    (origin,) = past_origins(history_of(unit(tmp_path), AS_OF), days=7, count=1)
    assert origin.panel.demand.shape[1] == origin.actual.shape[1] == 1


def test_what_came_after_an_origin_changes_nothing_known_there(tmp_path: Path) -> None:
    plain, moved = (
        next(iter(past_origins(history_of(unit(tmp_path / str(last), last=last), AS_OF),
                               days=7, count=1)))
        for last in (0.0, 1000.0)
    )  # fmt: skip
    np.testing.assert_array_equal(plain.panel.demand, moved.panel.demand)
    np.testing.assert_array_equal(plain.panel.factors, moved.panel.factors)
    assert moved.actual[-5:].min() >= 1000


def test_every_model_is_tried_at_every_origin(tmp_path: Path) -> None:
    origins = list(past_origins(history_of(unit(tmp_path), AS_OF), days=7, count=2))
    models = {name: partial(make_forecaster, name) for name in ("zero", "ses")}
    found = list(trials(origins, models, (7,)))
    assert [(trial.origin.label, trial.model) for trial in found] == [
        ("2026-06-23", "zero"),
        ("2026-06-23", "ses"),
        ("2026-06-16", "zero"),
        ("2026-06-16", "ses"),
    ]
    # Demand 1, 2, 3 in turn: smoothing stays near its mean of 2.
    assert found[1].forecast.mean_until(7)[0] / 7 == pytest.approx(2.0, abs=0.5)
