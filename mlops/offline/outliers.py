"""Demands far above what their item-site usually asks for: named for people, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.history import DemandHistory

# Hampel's identifier (Davies and Gather 1993) on the logarithm of the units of days with demand.
FAR: Final = 5.0
MAD_TO_SIGMA: Final = 1.4826
FEWEST_DEMANDS: Final = 8
# Sizes that hardly vary, as of one unit at a time, would make an outlier of every other size.
LEAST_SIGMA: Final = 0.25
TOLD: Final = 10


@dataclass(frozen=True)
class Outliers:
    """entries: positions in the history's pair, day and units; usual: their pair's median units."""

    entries: NDArray[np.int64]
    usual: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.entries)

    def counts(self, history: DemandHistory) -> NDArray[np.int64]:
        """How many each pair has; -1 where it has too few demands to tell."""
        counts = np.bincount(history.pair[self.entries], minlength=len(history))
        events = np.bincount(history.pair, minlength=len(history))
        return np.where(events >= FEWEST_DEMANDS, counts, -1)

    def as_json(self, history: DemandHistory) -> dict[str, Any]:
        """Their number, and those that are the most times the usual."""
        times = history.units[self.entries] / self.usual
        first = np.argsort(-times, kind="stable")[:TOLD]
        return {
            "count": len(self),
            "largest": [self._told(history, int(position)) for position in first],
        }

    def _told(self, history: DemandHistory, position: int) -> dict[str, Any]:
        entry = self.entries[position]
        pair = history.pair[entry]
        return {
            "sku": history.skus[pair],
            "site_code": history.site_codes[pair],
            "full_date": str(history.dates[history.day[entry]]),
            "units": float(history.units[entry]),
            "usual": float(self.usual[position]),
        }


def find_outliers(history: DemandHistory) -> Outliers:
    """Demands more than FAR robust standard deviations above the median of their pair."""
    sizes = np.log(history.units)
    centre = _medians(sizes, history.pair, len(history))[history.pair]
    spread = _medians(np.abs(sizes - centre), history.pair, len(history))[history.pair]
    sigma = np.maximum(MAD_TO_SIGMA * spread, LEAST_SIGMA)
    events = np.bincount(history.pair, minlength=len(history))[history.pair]
    entries = np.flatnonzero((sizes - centre > FAR * sigma) & (events >= FEWEST_DEMANDS))
    return Outliers(entries, np.exp(centre[entries]).round(4))


def _medians(
    values: NDArray[np.float64], group: NDArray[np.int64], groups: int
) -> NDArray[np.float64]:
    """The median of each group, each of which has a value. group: rising."""
    ordered = values[np.lexsort((values, group))]
    start = np.searchsorted(group, np.arange(groups))
    count = np.bincount(group, minlength=groups)
    return np.asarray((ordered[start + (count - 1) // 2] + ordered[start + count // 2]) / 2)
