"""ABC classes by the value of what was used in the trailing year."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

TRAILING_DAYS: Final = 365
A_SHARE: Final = 0.80
B_SHARE: Final = 0.95


def classify_by_value(value: NDArray[np.float64]) -> NDArray[np.str_]:
    """A, B or C per item: A while dearer items hold under 80% of the value, B under 95%.

    The item that crosses a bound belongs to the class above it; an item without value is C.
    """
    order = np.argsort(-value, kind="stable")
    dearer = np.concatenate([[0.0], np.cumsum(value[order])[:-1]])
    total = value.sum()
    ranked = np.select(
        [value[order] <= 0, dearer < A_SHARE * total, dearer < B_SHARE * total],
        ["C", "A", "B"],
        default="C",
    )
    classes = np.empty_like(ranked)
    classes[order] = ranked
    return classes
