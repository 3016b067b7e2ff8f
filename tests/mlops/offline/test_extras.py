"""Models of other libraries: each really learns and forecasts, where its library is installed."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest
from numpy.typing import NDArray

from mlops.offline import extras
from mlops.offline.models import EXTRAS, make_forecaster
from tests.mlops.offline.worlds import flat_panel

LIBRARIES = {
    "ets": "statsforecast",
    "theta": "statsforecast",
    "arima": "statsforecast",
    "prophet": "prophet",
    "lstm": "torch",
}
WEEK = np.array([30.0, 30.0, 30.0, 30.0, 30.0, 5.0, 5.0])
HORIZONS = (7, 14)


def weekly(days: int = 210) -> NDArray[np.float64]:
    """Two pairs with Poisson demand around a week of 30 and 5, the second three times the first."""
    means = np.resize(WEEK, days)[:, None] * np.array([1.0, 3.0])
    demand: NDArray[np.float64] = np.random.default_rng(8).poisson(means).astype(np.float64)
    return demand


@pytest.fixture(params=sorted(EXTRAS))
def name(request: pytest.FixtureRequest) -> str:
    if importlib.util.find_spec(LIBRARIES[request.param]) is None:
        pytest.skip(f"{LIBRARIES[request.param]} is not installed: see requirements/offline-*.in")
    return str(request.param)


@pytest.mark.extras
def test_a_model_learns_the_level_of_two_weeks_ahead(name: str) -> None:
    panel = flat_panel(weekly())
    model = make_forecaster(name)
    model.fit(panel, HORIZONS)
    found = model.forecast(panel, np.arange(14) % 7).mean_until(14)
    # Two weeks of 5 x 30 + 2 x 5 units, and three times that.
    assert found == pytest.approx([320.0, 960.0], rel=0.2)


@pytest.mark.extras
def test_a_model_repeats_itself(name: str) -> None:
    panel = flat_panel(weekly())
    means = []
    for _ in range(2):
        model = make_forecaster(name, seed=3)
        model.fit(panel, HORIZONS)
        means.append(model.forecast(panel, np.arange(14) % 7).mean)
    np.testing.assert_allclose(means[0], means[1], rtol=1e-6)


def test_a_missing_library_is_named_with_what_installs_it() -> None:
    with pytest.raises(extras.MissingExtraError, match=r"requirements/offline-lstm\.txt"):
        extras.library("no_such_library_at_all", extra="lstm")
