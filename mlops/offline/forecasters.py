"""Models that turn a zero-filled history into a distribution of future daily demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from mlops.offline.panel import Panel

# Bound between frequent and intermittent demand: Syntetos, Boylan and Croston (2005).
INTERMITTENT_FROM: Final = 1.32
SMOOTHING: Final = (0.01, 0.03, 0.10)
SIZE_SMOOTHING: Final = 0.05


@dataclass(frozen=True)
class DemandForecast:
    """Future daily demand: its mean, and variance as a multiple of the mean.

    curves: distinct daily means in units, [curve, pair]. curve_of_day: which of them holds on
    each future day. dispersion: variance over mean per pair, at least 1 as for Poisson demand.
    sum_dispersion: the same of the demand up to each of the horizons, [horizon, pair], from a
    model that knows how errors of successive days go together. asked: levels of intervals, each
    with the one to ask the distribution for so that it covers what it says.
    """

    curves: NDArray[np.float64]
    curve_of_day: NDArray[np.int64]
    dispersion: NDArray[np.float64]
    horizons: tuple[int, ...] = ()
    sum_dispersion: NDArray[np.float64] | None = None
    asked: tuple[tuple[float, float], ...] = ()

    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean demand of each future day, [day, pair]."""
        return self.curves[self.curve_of_day]

    def mean_until(self, horizon: int) -> NDArray[np.float64]:
        """Mean demand of the first days together, per pair."""
        days = np.bincount(self.curve_of_day[:horizon], minlength=len(self.curves))
        return np.asarray(days @ self.curves)

    def level_to_ask(self, level: float) -> float:
        """What to ask the distribution for, between the nearest levels known."""
        if not self.asked:
            return level
        named, asked = zip(*((0.0, 0.0), *self.asked, (1.0, 1.0)), strict=True)
        return float(np.interp(level, named, asked))

    def dispersion_until(self, horizon: int) -> NDArray[np.float64]:
        """Variance over mean of that sum; of independent days where the model does not know."""
        if self.sum_dispersion is None or horizon not in self.horizons:
            return self.dispersion
        return np.asarray(self.sum_dispersion[self.horizons.index(horizon)])


class Forecaster(Protocol):
    """A model. tag names the model and its version wherever its forecasts go."""

    @property
    def tag(self) -> str:
        """Known once the model has learnt, where it depends on what it learns from."""

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Learns what pairs have in common from a sample of them; horizons rise."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """Demand of the days after the panel, whose types are given."""


class TsbNegativeBinomial:
    """Exponential smoothing under a day-type profile; intermittent pairs by probability and size.

    Frequent demand follows simple exponential smoothing. Intermittent demand follows TSB
    (Teunter, Syntetos and Babai 2011): the probability of demand is updated every day, the size
    only when there is some, so that the forecast of a dying item fades. Each pair takes the
    smoothing constant with the smallest squared one-day error over its own past.
    """

    tag: str = "tsb_nb_v1"

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Nothing: each pair speaks for itself."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """Level of each pair times the factor of each type of day."""
        exposure = panel.exposure
        frequent = smooth_level(panel.demand, exposure, lead_in=panel.lead_in)
        intermittent = smooth_probability_and_size(panel.demand, exposure, lead_in=panel.lead_in)
        chosen = demand_interval(panel) >= INTERMITTENT_FROM
        level = np.where(chosen, intermittent.level, frequent.level)
        dispersion = np.where(chosen, intermittent.dispersion, frequent.dispersion)
        types, type_of_day = np.unique(future_types, return_inverse=True)
        return DemandForecast(level * panel.factors[types], type_of_day, dispersion)


class SeasonalNaive:
    """The days of the last season, again and again: a model to be beaten."""

    def __init__(self, season: int = 7) -> None:
        self._season = season
        self.tag = f"seasonal_naive_{season}_v1"

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Nothing: each pair speaks for itself."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """The last season repeated; dispersion from the errors of doing so in the past."""
        season = min(self._season, len(panel.demand))
        error = (panel.demand[season:] - panel.demand[:-season]) * panel.observed[:-season]
        dispersion = dispersion_of((error**2).sum(axis=0), panel.demand.sum(axis=0))
        days = np.arange(len(future_types)) % season
        return DemandForecast(panel.demand[-season:], days, dispersion)


class Zero:
    """No demand at all: what point errors reward on intermittent items."""

    tag: str = "zero_v1"

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Nothing: each pair speaks for itself."""

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """Zero for every day."""
        pairs = panel.demand.shape[1]
        return DemandForecast(
            np.zeros((1, pairs)), np.zeros(len(future_types), dtype=np.int64), np.ones(pairs)
        )


@dataclass(frozen=True)
class Smoothed:
    """Where smoothing arrived: level in units per mean day, and variance over mean, per pair."""

    level: NDArray[np.float64]
    dispersion: NDArray[np.float64]


def demand_interval(panel: Panel) -> NDArray[np.float64]:
    """Mean days between demands of each pair, over its history."""
    days = panel.observed.sum(axis=0) + panel.lead_in
    return np.asarray(days / np.maximum((panel.demand > 0).sum(axis=0), 1))


def smooth_level(
    demand: NDArray[np.float64],
    exposure: NDArray[np.float64],
    *,
    lead_in: float,
    smoothing: tuple[float, ...] = SMOOTHING,
) -> Smoothed:
    """Simple exponential smoothing; exposure is the day's factor, 0 before the history begins.

    It starts from the mean of the history, lead_in days longer than seen.
    level += a (demand - exposure x level), which is l += a (d - l) on ordinary days and learns
    less from days on which little was to be expected.
    """
    weight = np.array(smoothing)[:, None]
    start = demand.sum(axis=0) / (exposure.sum(axis=0) + lead_in)
    level = np.repeat(start[None], len(smoothing), axis=0)
    squared, expected = np.zeros_like(level), np.zeros_like(level)
    for units, factor in zip(demand, exposure, strict=True):
        mean = factor * level
        error = units - mean
        squared += error**2
        expected += mean
        level += weight * error
    return _best(level, squared, expected)


def smooth_probability_and_size(
    demand: NDArray[np.float64],
    exposure: NDArray[np.float64],
    *,
    lead_in: float,
    smoothing: tuple[float, ...] = SMOOTHING,
    size_smoothing: float = SIZE_SMOOTHING,
) -> Smoothed:
    """TSB: probability p and size z are smoothed apart; the level is p z.

    p += b (occurred - exposure x p) every day, z += a (demand - z) on days with demand. With
    exposure 1 this is Teunter, Syntetos and Babai (2011), equations 3 and 4.
    """
    weight = np.array(smoothing)[:, None]
    occurred = demand > 0
    start = occurred.sum(axis=0) / (exposure.sum(axis=0) + lead_in)
    probability = np.repeat(start[None], len(smoothing), axis=0)
    size = demand.sum(axis=0) / np.maximum(occurred.sum(axis=0), 1)
    squared, expected = np.zeros_like(probability), np.zeros_like(probability)
    for units, happened, factor in zip(demand, occurred, exposure, strict=True):
        mean = factor * probability * size
        squared += (units - mean) ** 2
        expected += mean
        probability += weight * (happened - factor * probability)
        size = size + size_smoothing * happened * (units - size)
    return _best(probability * size, squared, expected)


def _best(
    level: NDArray[np.float64], squared: NDArray[np.float64], expected: NDArray[np.float64]
) -> Smoothed:
    """The smoothing constant with the smallest squared error of each pair."""
    chosen = squared.argmin(axis=0)
    pair = np.arange(level.shape[1])
    dispersion = dispersion_of(squared[chosen, pair], expected[chosen, pair])
    return Smoothed(np.maximum(level[chosen, pair], 0.0), dispersion)


def dispersion_of(
    squared: NDArray[np.float64], expected: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Variance over mean by the method of moments; never below 1, that of Poisson demand."""
    ratio = np.divide(squared, expected, out=np.ones_like(squared), where=expected > 0)
    return np.maximum(ratio, 1.0)
