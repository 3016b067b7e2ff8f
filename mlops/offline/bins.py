"""Features in a few steps each, so that boosters need not find them again."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

STEPS: Final = 127
MISSING: Final = -1.0


class Bins:
    """Quantiles of each feature over a sample; a value becomes the number of those below it.

    scikit-learn bins by weighted percentiles at every fit, which takes longer than the trees of a
    small sample. Features of at most 128 values it takes as they are.
    """

    def __init__(self, sample: NDArray[np.float32]) -> None:
        shares = np.linspace(0, 1, STEPS + 2)[1:-1]
        self._edges = [_edges(column[~np.isnan(column)], shares) for column in sample.T]

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The rows in steps; what is not a number is MISSING."""
        steps = np.empty_like(rows)
        for position, edges in enumerate(self._edges):
            column = rows[:, position]
            found = np.searchsorted(edges, column, side="left")
            steps[:, position] = np.where(np.isnan(column), MISSING, found)
        return steps


def _edges(values: NDArray[np.float32], shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """Rising bounds between steps; midway where there are few values."""
    distinct = np.unique(values)
    if len(distinct) <= STEPS:
        return np.asarray((distinct[1:] + distinct[:-1]) / 2)
    return np.asarray(np.unique(np.quantile(values, shares, method="lower")))
