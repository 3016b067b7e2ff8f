"""What kind of day it is, and how much demand each kind brings."""

from __future__ import annotations

from typing import Final

import holidays
import numpy as np
from numpy.typing import NDArray

from mlops.offline.history import DemandHistory

HOLIDAY: Final = 7
DAY_TYPES: Final = 8
TRUSTED_EVENTS: Final = 50.0
SMALLEST_FACTOR: Final = 0.02
# Optional days off on which Brazil does stop; the other optional days are civil servants' own.
OBSERVED_OPTIONAL: Final = ("Carnival", "Corpus Christi")


def classify_days(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """0 to 6 for Monday to Sunday, HOLIDAY for a national day off."""
    numbers = dates.astype("datetime64[D]").astype(np.int64)
    # 1970-01-01, day zero, was a Thursday.
    kinds = (numbers + 3) % 7
    years = range(dates[0].astype(object).year, dates[-1].astype(object).year + 1)
    public = holidays.country_holidays("BR", years=years, language="en_US")
    optional = holidays.country_holidays(
        "BR", years=years, categories=("optional",), language="en_US"
    )
    off = set(public) | {
        day for day, name in optional.items() if any(known in name for known in OBSERVED_OPTIONAL)
    }
    closed = np.isin(numbers, np.array(sorted(off), "datetime64[D]").astype(np.int64))
    return np.where(closed, HOLIDAY, kinds)


def day_type_profile(history: DemandHistory, day_types: NDArray[np.int64]) -> NDArray[np.float64]:
    """Demand of each type of day against a mean day, [family, type].

    Every pair counts relative to its own mean, so large pairs do not drown small ones. A family
    with few demands on a type of day is drawn to the profile of all families, and that to 1.
    """
    families = len(history.families)
    scaled, exposure, events = _type_totals(history, day_types, families)
    whole = _drawn_to(scaled.sum(0), exposure.sum(0), events.sum(0), np.ones(DAY_TYPES))
    profile = _drawn_to(scaled, exposure, events, whole)
    return np.asarray(np.maximum(profile, SMALLEST_FACTOR))


def _type_totals(
    history: DemandHistory, day_types: NDArray[np.int64], families: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Relative demand, observed pair-days and demand days, each [family, type]."""
    days_of_type = np.zeros((len(day_types) + 1, DAY_TYPES))
    days_of_type[1:] = np.cumsum(np.eye(DAY_TYPES)[day_types], axis=0)
    observed = days_of_type[-1] - days_of_type[history.observed_from]
    total = np.bincount(history.pair, history.units, minlength=len(history))
    mean = total / observed.sum(axis=1)
    cell = history.family[history.pair] * DAY_TYPES + day_types[history.day]
    shape, size = (families, DAY_TYPES), families * DAY_TYPES
    relative = history.units / mean[history.pair]
    scaled = np.bincount(cell, relative, minlength=size).astype(np.float64)
    events = np.bincount(cell, minlength=size).astype(np.float64)
    exposure = np.zeros(shape)
    np.add.at(exposure, history.family, observed)
    return scaled.reshape(shape), exposure, events.reshape(shape)


def _drawn_to(
    scaled: NDArray[np.float64],
    exposure: NDArray[np.float64],
    events: NDArray[np.float64],
    prior: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Mean relative demand, trusted in proportion to the demands seen against TRUSTED_EVENTS.

    A kind of day with long exposure and no demand is evidence too: the demands that the prior
    would have expected count as seen.
    """
    own = np.divide(scaled, exposure, out=np.ones_like(scaled), where=exposure > 0)
    rate = events.sum(axis=-1, keepdims=True) / exposure.sum(axis=-1, keepdims=True)
    expected = np.maximum(events, rate * exposure)
    trust = expected / (expected + TRUSTED_EVENTS)
    return np.asarray(trust * own + (1 - trust) * prior)
