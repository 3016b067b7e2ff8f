"""Models of other libraries, each an extra that is installed by name where it is wanted."""

from __future__ import annotations

import importlib
import logging
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.forecasters import DemandForecast, dispersion_of
from mlops.offline.panel import Panel

FEWEST_DAYS: Final = 21
HELD_OUT: Final = 28
FIRST_DAY: Final = "2000-01-03"  # a Monday; only distances between days matter to the models


class MissingExtraError(RuntimeError):
    """A model's library is not installed; the message says how to install it."""


def library(name: str, *, extra: str) -> ModuleType:
    """The module, or MissingExtraError naming the requirements that bring it."""
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise MissingExtraError(
            f"{name} is not installed: pip install -r requirements/offline-{extra}.txt"
        ) from missing


def around(mean: NDArray[np.float64], panel: Panel, fitted: NDArray[np.float64]) -> DemandForecast:
    """Never negative; dispersion from the errors of `fitted` on the panel's last days."""
    recent = panel.demand[-len(fitted) :]
    means = np.maximum(fitted, 0.0)
    dispersion = dispersion_of(((recent - means) ** 2).sum(axis=0), means.sum(axis=0))
    return DemandForecast(np.maximum(mean, 0.0), np.arange(len(mean)), dispersion)


class Statistical:
    """ETS, Theta or ARIMA of statsforecast with a weekly season, one series at a time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.tag = f"{name}_v1"

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Nothing: each pair speaks for itself."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """The library's mean of each day."""
        models = library("statsforecast.models", extra="statsforecast")
        make = {"ets": models.AutoETS, "theta": models.AutoTheta, "arima": models.AutoARIMA}
        means, fitted = [], []
        for pair, units in enumerate(panel.demand.T):
            known = units[min(panel.observed_from[pair], len(units) - FEWEST_DAYS) :]
            found = make[self._name](season_length=7).forecast(
                y=known, h=len(future_types), fitted=True
            )
            means.append(found["mean"])
            fitted.append(_last(found["fitted"]))
        return around(np.stack(means, axis=1), panel, np.stack(fitted, axis=1))


class ProphetDemand:
    """Prophet with weekly and yearly seasonality, as first specified, one series at a time."""

    tag = "prophet_v1"

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Nothing: each pair speaks for itself."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """Prophet's mean of each day."""
        prophet = library("prophet", extra="prophet")
        pandas = importlib.import_module("pandas")
        logging.getLogger("cmdstanpy").setLevel(logging.ERROR)
        length = len(panel.demand)
        days = pandas.date_range(FIRST_DAY, periods=length + len(future_types))
        means, fitted = [], []
        for pair, units in enumerate(panel.demand.T):
            first = int(min(panel.observed_from[pair], length - FEWEST_DAYS))
            model = prophet.Prophet(
                yearly_seasonality=length - first > 364, weekly_seasonality=True
            )
            model.fit(pandas.DataFrame({"ds": days[first:length], "y": units[first:]}))
            found = model.predict(pandas.DataFrame({"ds": days[first:]}))["yhat"].to_numpy()
            means.append(found[length - first :])
            fitted.append(_last(found[: length - first]))
        return around(np.stack(means, axis=1), panel, np.stack(fitted, axis=1))


class LstmDemand:
    """One LSTM for all pairs: the last weeks against their mean, then all days ahead at once."""

    tag = "lstm_v1"
    window, hidden, epochs = 56, 32, 30

    def __init__(self, *, seed: int = 0) -> None:
        self._seed = seed
        self._network: Any = None

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Learns from windows of the past, each followed by days up to the last horizon."""
        torch = library("torch", extra="lstm")
        torch.manual_seed(self._seed)
        ahead, length = horizons[-1], len(panel.demand)
        starts = range(length - ahead - self.window, -1, -max(ahead // 2, 1))
        if not starts:
            raise ValueError(f"an LSTM asks for {self.window + ahead} days, not {length}")
        past = np.concatenate([panel.demand[s : s + self.window].T for s in starts])
        after = np.concatenate(
            [panel.demand[s + self.window : s + self.window + ahead].T for s in starts]
        )
        scale = _scale(past)
        self._network = _Network(torch, self.hidden, ahead)
        self._network.learn(past / scale, after / scale, epochs=self.epochs)

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """The network's mean of each day; its spread from what it would have said before."""
        days = len(future_types)
        mean = self._means(panel.demand[-self.window :])[:days]
        held_out = min(HELD_OUT, days)
        before = self._means(panel.demand[:-held_out][-self.window :])[:held_out]
        return around(mean, panel, before)

    def _means(self, past: NDArray[np.float64]) -> NDArray[np.float64]:
        """[day, pair] after these days."""
        scale = _scale(past.T)
        return np.asarray((self._network(past.T / scale) * scale).T)


class _Network:
    """An LSTM and a linear layer on its last state."""

    def __init__(self, torch: ModuleType, hidden: int, ahead: int) -> None:
        self._torch = torch
        self._lstm = torch.nn.LSTM(1, hidden, batch_first=True)
        self._out = torch.nn.Linear(hidden, ahead)

    def _run(self, past: NDArray[np.float64]) -> Any:
        rows = self._torch.as_tensor(past, dtype=self._torch.float32)[:, :, None]
        return self._torch.nn.functional.softplus(self._out(self._lstm(rows)[0][:, -1]))

    def learn(self, past: NDArray[np.float64], after: NDArray[np.float64], *, epochs: int) -> None:
        torch = self._torch
        wanted = torch.as_tensor(after, dtype=torch.float32)
        parameters = [*self._lstm.parameters(), *self._out.parameters()]
        optimiser = torch.optim.Adam(parameters, lr=0.01)
        for _ in range(epochs):
            optimiser.zero_grad()
            ((self._run(past) - wanted) ** 2).mean().backward()
            optimiser.step()

    def __call__(self, past: NDArray[np.float64]) -> NDArray[np.float64]:
        with self._torch.no_grad():
            return np.asarray(self._run(past).numpy(), dtype=np.float64)


def _scale(past: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each row, and 1 where there was nothing, [row, 1]."""
    mean = past.mean(axis=1, keepdims=True)
    return np.asarray(np.where(mean > 0, mean, 1.0))


def _last(fitted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fitted values of the last days; those a model could not fit count as no demand."""
    return np.asarray(np.nan_to_num(fitted[-FEWEST_DAYS:]))
