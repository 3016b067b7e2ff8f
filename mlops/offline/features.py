"""What a pair's past says about its future: figures known at an origin, relative to its level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.panel import Panel

SMALLEST: Final = 1e-9


@dataclass(frozen=True)
class Past:
    """Features of every pair at one origin.

    values: [pair, feature]. level: units per mean day, always positive.
    roughness: mean absolute change from day to day, the scale of errors; 0 where it never changes.
    """

    values: NDArray[np.float32]
    level: NDArray[np.float64]
    roughness: NDArray[np.float64]


def feature_names(panel: Panel) -> tuple[str, ...]:
    """The names of the features, in their order."""
    rhythm = panel.rhythm
    return (
        *(f"mean_{window}" for window in rhythm.windows),
        "mean_all",
        *(f"ewma_{half_life}" for half_life in rhythm.half_lives),
        *(f"active_share_{window}" for window in rhythm.windows[2:]),
        "same_season_last_year",
        "periods_since_demand",
        "demand_interval",
        "size_mean",
        "size_cv2",
        "largest",
        "deviation",
        "level",
        "size_units",
        "history_length",
    )


def past_of(panel: Panel) -> Past:
    """Features from the whole panel, which ends at the origin: nothing later is there to see."""
    demand, exposure = panel.demand, panel.exposure
    rhythm, length = panel.rhythm, len(panel.demand)
    level = _level(panel, demand, exposure)
    columns = [_rate(demand[-window:], exposure[-window:], level) for window in rhythm.windows]
    columns.append(_rate(demand, exposure, level))
    for half_life in rhythm.half_lives:
        weight = 0.5 ** (np.arange(length)[::-1] / half_life)
        columns.append(_ratio(weight @ demand, weight @ exposure, level))
    active = demand > 0
    observed = panel.observed
    for window in rhythm.windows[2:]:
        seen = observed[-window:].sum(axis=0)
        columns.append(active[-window:].sum(axis=0) / np.maximum(seen, 1))
    season = slice(max(length - rhythm.year, 0), max(length - rhythm.year * 3 // 4, 0))
    columns.append(_rate(demand[season], exposure[season], level))
    columns += _sizes(demand, active, observed, level)
    return Past(
        values=np.stack(columns, axis=1).astype(np.float32),
        level=level,
        roughness=_roughness(demand, observed),
    )


def _level(
    panel: Panel, demand: NDArray[np.float64], exposure: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Demand of a mean day over the level's span, drawn to the median of the pair's family."""
    span, prior = panel.rhythm.level, panel.rhythm.prior
    units, seen = demand[-span:].sum(axis=0), exposure[-span:].sum(axis=0)
    own = units / np.maximum(seen, prior)
    usual = np.full(len(own), np.median(own) if len(own) else 0.0)
    for family in np.unique(panel.family) if panel.family is not None else ():
        members = panel.family == family
        usual[members] = np.median(own[members])
    return np.asarray(np.maximum((units + prior * usual) / (seen + prior), SMALLEST))


def _rate(
    demand: NDArray[np.float64], exposure: NDArray[np.float64], level: NDArray[np.float64]
) -> NDArray[np.float64]:
    return _ratio(demand.sum(axis=0), exposure.sum(axis=0), level)


def _ratio(
    units: NDArray[np.float64], seen: NDArray[np.float64], level: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Units per exposure against the level; not a number where nothing was seen."""
    expected = seen * level
    ratio = np.full(len(level), np.nan)
    return np.asarray(np.divide(units, expected, out=ratio, where=seen > 0))


def _sizes(
    demand: NDArray[np.float64],
    active: NDArray[np.bool_],
    observed: NDArray[np.bool_],
    level: NDArray[np.float64],
) -> list[NDArray[np.float64]]:
    length = len(demand)
    events = active.sum(axis=0)
    seen = observed.sum(axis=0)
    since = np.where(events > 0, active[::-1].argmax(axis=0), length)
    total, squares = demand.sum(axis=0), (demand**2).sum(axis=0)
    size = total / np.maximum(events, 1)
    spread = squares / np.maximum(events, 1) - size**2
    variance = squares / np.maximum(seen, 1) - (total / np.maximum(seen, 1)) ** 2
    return [
        since.astype(np.float64),
        seen / np.maximum(events, 1),
        size / level,
        np.maximum(spread, 0) / np.maximum(size, SMALLEST) ** 2,
        demand.max(axis=0) / level,
        np.sqrt(np.maximum(variance, 0)) / level,
        np.log(level),
        size,
        seen.astype(np.float64),
    ]


def _roughness(demand: NDArray[np.float64], observed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean absolute change from one observed day to the next."""
    both = observed[1:] & observed[:-1]
    change = np.abs(np.diff(demand, axis=0)) * both
    return np.asarray(change.sum(axis=0) / np.maximum(both.sum(axis=0), 1))
