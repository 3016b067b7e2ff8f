"""Demand segments by the pattern of the year and the week, found by K-Means and named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from mlops.offline.panel import Panel
from mlops.offline.seasons import MONTHS

MOST_SEGMENTS: Final = 5
FEWEST_PAIRS: Final = 12
TRUST_UNITS: Final = 20.0
SEASONAL_FROM: Final = 1.25
WEEKDAY_FROM: Final = 1.5
MONTH_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """A group of pairs. months and weekdays: demand against a mean month and a mean day."""

    name: str
    description: str
    pairs: int
    months: tuple[float, ...]
    weekdays: tuple[float, ...]


def demand_segments(
    panel: Panel, months: NDArray[np.int64], *, seed: int = 0
) -> tuple[list[Segment], NDArray[np.int64]]:
    """The segments, the largest first, and each pair's; one segment where pairs are too few.

    months: of each day of the panel, 0 for January. The number of segments is the one with the
    best silhouette, at most MOST_SEGMENTS.
    """
    weekdays = panel.day_types % 8
    weekdays = np.where(weekdays == 7, -1, weekdays)
    patterns = np.hstack([_pattern(panel, months, MONTHS), _pattern(panel, weekdays, 7)])
    labels = _labels(patterns, seed)
    order = np.argsort(-np.bincount(labels), kind="stable")
    segments = [_described(patterns[labels == label]) for label in order]
    return segments, np.argsort(order)[labels]


def _pattern(panel: Panel, period: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Demand in each period against the pair's mean, drawn to 1 where units are few."""
    total = panel.demand.sum(axis=0) / np.maximum(panel.observed.sum(axis=0), 1)
    shares = []
    for number in range(count):
        of_period = period == number
        expected = panel.observed[of_period].sum(axis=0) * total
        units = panel.demand[of_period].sum(axis=0)
        shares.append((units + TRUST_UNITS) / (expected + TRUST_UNITS))
    return np.stack(shares, axis=1)


def _labels(patterns: NDArray[np.float64], seed: int) -> NDArray[np.int64]:
    best, chosen = 0.0, np.zeros(len(patterns), dtype=np.int64)
    if len(patterns) < FEWEST_PAIRS:
        return chosen
    for count in range(2, MOST_SEGMENTS + 1):
        labels = KMeans(count, n_init=5, random_state=seed).fit_predict(patterns)
        if len(np.unique(labels)) < 2:
            continue
        score = silhouette_score(patterns, labels, sample_size=2000, random_state=seed)
        if score > best:
            best, chosen = float(score), np.asarray(labels, dtype=np.int64)
    return chosen


def _described(patterns: NDArray[np.float64]) -> Segment:
    mean = patterns.mean(axis=0)
    months, weekdays = mean[:MONTHS], mean[MONTHS:]
    peak, trough = int(months.argmax()), int(months.argmin())
    seasonal = months[peak] >= SEASONAL_FROM
    working = weekdays[:5].mean() / max(weekdays[5:].mean(), 1e-9) >= WEEKDAY_FROM
    year = f"peak in {MONTH_NAMES[peak]}" if seasonal else "even year"
    week = "working days" if working else "every day"
    return Segment(
        name=f"{year}, {week}",
        description=(
            f"{MONTH_NAMES[peak]} brings {months[peak]:.2f} of a mean month,"
            f" {MONTH_NAMES[trough]} {months[trough]:.2f}; a weekend day {weekdays[5:].mean():.2f}"
            " of a mean day"
        ),
        pairs=len(patterns),
        months=tuple(months.round(3).tolist()),
        weekdays=tuple(weekdays.round(3).tolist()),
    )
