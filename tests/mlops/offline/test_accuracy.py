"""The model is worth having: rolling origins on simulated demand against simple peers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mlops.offline.engines import Engine
from mlops.offline.forecasting import forecast_parts, learn
from mlops.offline.history import WINDOW_DAYS, DemandHistory
from mlops.offline.intervals import Interval, central_interval
from mlops.offline.metrics import bias, coverage, pinball, rmsse
from mlops.offline.models import make_forecaster
from mlops.sources.simulator import simulate
from tests.mlops.offline.worlds import history_of

END = date(2026, 10, 31)
DAYS_AHEAD = 28
ORIGINS = (84, 56, 28)


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("accuracy")
    return simulate(items=150, sites=3, days=600, seed=11, end_date=END, out=out)


class Origin:
    """One origin: what was known, what came, and the forecasts of each model."""

    def __init__(self, unit: Path, days_back: int) -> None:
        self.known = history_of(unit, END - timedelta(days=days_back))
        complete = history_of(unit, END)
        cells = np.zeros((WINDOW_DAYS, len(complete)))
        cells[complete.day, complete.pair] = complete.units
        split = WINDOW_DAYS - days_back
        columns = _columns(self.known, complete)
        self.past: NDArray[np.float64] = cells[:split, columns]
        self.actual: NDArray[np.float64] = cells[split : split + DAYS_AHEAD, columns]

    def forecast(self, model: str) -> Interval:
        """The model's forecasts from here, [day, pair]."""
        forecaster = make_forecaster(model)
        learn(self.known, forecaster, horizons=(7, DAYS_AHEAD))
        ((_, forecast),) = forecast_parts(self.known, forecaster, days=DAYS_AHEAD, engine=Engine())
        return central_interval(forecast, confidence_level=0.95)


def _columns(part: DemandHistory, whole: DemandHistory) -> list[int]:
    place = {pair: i for i, pair in enumerate(zip(whole.skus, whole.site_codes, strict=True))}
    return [place[pair] for pair in zip(part.skus, part.site_codes, strict=True)]


@pytest.fixture(scope="module", params=ORIGINS)
def origin(request: pytest.FixtureRequest, unit: Path) -> Origin:
    return Origin(unit, request.param)


@pytest.mark.parametrize("peer", ["seasonal_naive", "zero"])
def test_has_a_smaller_scaled_error_than_its_peers(origin: Origin, peer: str) -> None:
    own, other = (
        rmsse(origin.actual, origin.forecast(model).yhat, origin.past)
        for model in ("boosted", peer)
    )
    assert own is not None
    assert other is not None
    assert own < 0.95 * other


@pytest.mark.parametrize("peer", ["seasonal_naive", "zero"])
def test_has_better_upper_bounds_than_its_peers(origin: Origin, peer: str) -> None:
    own, other = (
        pinball(origin.actual, origin.forecast(model).upper, 0.975) for model in ("boosted", peer)
    )
    assert own is not None
    assert other is not None
    assert own < 0.6 * other


def test_bounds_cover_about_what_they_promise(origin: Origin) -> None:
    interval = origin.forecast("boosted")
    share = coverage(origin.actual, interval.lower, interval.upper)
    # Bounds on whole units cover at least the nominal 0.95 when counts are small.
    assert share == pytest.approx(0.97, abs=0.02)


def test_is_nearly_unbiased(origin: Origin) -> None:
    assert bias(origin.actual, origin.forecast("boosted").yhat) == pytest.approx(0.0, abs=0.2)
