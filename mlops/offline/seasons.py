"""How demand of a family follows the months of the year."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import PoissonRegressor

from mlops.offline.day_types import DAY_TYPES, classify_days, day_type_profile
from mlops.offline.history import DemandHistory

MONTHS: Final = 12
YEAR_DAYS: Final = 364
# Demands that a month must show beyond the usual before its factor is half believed.
TRUSTED_EVENTS: Final = 50.0


def classify_calendar(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Type of each day: its kind of day (weekday or day off) within its month."""
    return months_of(dates) * DAY_TYPES + classify_days(dates)


def months_of(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """0 for January to 11 for December."""
    return np.asarray(dates.astype("datetime64[M]").astype(np.int64) % MONTHS)


def calendar_profile(history: DemandHistory) -> NDArray[np.float64]:
    """Demand of each type of classify_calendar against a mean day, [family, type]."""
    kinds = classify_days(history.dates)
    by_kind = day_type_profile(history, kinds)
    by_month = month_profile(history, by_kind[:, kinds])
    families = len(history.families)
    return (by_month[:, :, None] * by_kind[:, None, :]).reshape(families, MONTHS * DAY_TYPES)


def month_profile(history: DemandHistory, day_factors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Demand of each month against a mean one, [family, month]; growth is taken out before.

    day_factors: of each day of the window by its kind, [family, day]. Only pairs known for longer
    than a year tell; without any the months are alike. A family is drawn to all families, and those
    to 1, in proportion to the demands seen against TRUSTED_EVENTS.
    """
    relative, expected, events = _daily_totals(history, day_factors)
    profile = np.ones((len(history.families), MONTHS))
    if not events.sum():
        return profile
    whole = _month_factors(history, relative.sum(0), expected.sum(0), events.sum())
    for family in range(len(profile)):
        base = whole[months_of(history.dates)]
        own = _month_factors(history, relative[family], expected[family] * base, events[family])
        profile[family] = whole * own
    return profile


def _daily_totals(
    history: DemandHistory, day_factors: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Demand relative to each pair's mean and what is expected of it [family, day]; demands."""
    days, families = day_factors.shape[1], len(history.families)
    told = days - history.observed_from > YEAR_DAYS
    total = np.bincount(history.pair, history.units, minlength=len(history))
    mean = total / (days - history.observed_from)
    row = told[history.pair]
    family_of_row = history.family[history.pair]
    cell = family_of_row[row] * days + history.day[row]
    scaled = history.units[row] / mean[history.pair[row]]
    relative = np.bincount(cell, scaled, minlength=families * days).astype(np.float64)
    began = np.zeros((families, days))
    np.add.at(began, (history.family[told], history.observed_from[told]), 1.0)
    expected = began.cumsum(axis=1) * day_factors
    events = np.bincount(family_of_row[row], minlength=families).astype(np.float64)
    return relative.reshape(families, days), expected, events


def _month_factors(
    history: DemandHistory,
    relative: NDArray[np.float64],
    expected: NDArray[np.float64],
    events: float,
) -> NDArray[np.float64]:
    """Factors of the twelve months beside a steady growth, by penalised Poisson regression."""
    seen = expected > 0
    if not seen.any() or events == 0:
        return np.ones(MONTHS)
    growth = np.arange(len(seen)) / YEAR_DAYS
    months = np.eye(MONTHS)[months_of(history.dates)]
    design = np.column_stack([months, growth - growth.mean()])[seen]
    regression = PoissonRegressor(alpha=TRUSTED_EVENTS / events, max_iter=300)
    regression.fit(design, (relative[seen] / expected[seen]), sample_weight=expected[seen])
    factors = np.exp(regression.coef_[:MONTHS])
    return np.asarray(factors / factors.mean())
