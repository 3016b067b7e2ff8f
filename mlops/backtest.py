"""What a file may tell of its model's errors on days it had not seen, and when they are worse."""

import math
from dataclasses import asdict, dataclass, fields
from typing import Any

METRICS = ("wape", "mase", "rmsse")  # as docs/accuracy.md has them: the less, the better


@dataclass(frozen=True)
class Backtest:
    """A metric's value over so many item-site-days (cells), in so many periods held out (folds)."""

    metric: str
    value: float
    cells: int
    folds: int

    @classmethod
    def from_json(cls, told: Any) -> "Backtest":
        """The backtest that a manifest's entry tells. ValueError naming what is wrong with it."""
        names = [field.name for field in fields(cls)]
        if not isinstance(told, dict) or sorted(told) != sorted(names):
            raise ValueError(f"backtest must be an object of {', '.join(names)}, not {told!r}")
        if told["metric"] not in METRICS:
            raise ValueError(f"backtest metric {told['metric']!r}: expected {', '.join(METRICS)}")
        value = told["value"]
        if not _is_number(value) or not 0 <= value < math.inf:
            raise ValueError(f"backtest value {value!r}: expected a number of 0 or more")
        return cls(told["metric"], float(value), _count(told, "cells"), _count(told, "folds"))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def is_worse_than(self, other: "Backtest", *, margin: float) -> bool:
        """Whether it exceeds the other by more than margin, a share of the other's value.

        ValueError for another metric: the two cannot be compared.
        """
        if self.metric != other.metric:
            raise ValueError(f"{self.metric} cannot be compared with {other.metric}")
        return self.value > other.value * (1 + margin)

    def __str__(self) -> str:
        return f"{self.metric} {self.value:.4g} over {self.cells:,} cells in {self.folds} folds"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _count(told: dict[str, Any], name: str) -> int:
    value = told[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"backtest {name} {value!r}: expected a whole number of 1 or more")
    return value
