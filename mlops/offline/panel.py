"""The zero-filled history of some pairs, as models read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Rhythm:
    """How long things take, in periods of the panel.

    windows: spans whose mean demand is compared; level: the span that sets a pair's level;
    year: periods in a year of whole weeks;
    prior: how many periods of the others' demand a pair's level starts from.
    """

    windows: tuple[int, ...]
    half_lives: tuple[int, ...]
    level: int
    year: int
    prior: float


DAILY: Final = Rhythm((7, 14, 28, 56, 91, 182, 364), (14, 56, 182), 364, 364, 7.0)
WEEKLY: Final = Rhythm((1, 2, 4, 8, 13, 26, 52), (3, 8, 26), 52, 52, 2.0)
MONTHLY: Final = Rhythm((1, 2, 3, 6, 12, 18, 24), (2, 5, 13), 24, 12, 1.0)


@dataclass(frozen=True)
class Panel:
    """Zero-filled history of some pairs: demand in units, [day, pair].

    observed_from: the day each pair's history begins; zeros before it mean nothing.
    day_types: type of each day. factors: demand on each type against a mean day, [type, pair].
    lead_in: days a pair is usually in use before its first demand. A history begins with a
    demand, so without them a short one overstates its rate. censored: days on which demand could
    not be seen for want of stock. family: number of each pair's family. The days may be weeks or
    months: rhythm says what they are.
    """

    demand: NDArray[np.float64]
    observed_from: NDArray[np.int64]
    day_types: NDArray[np.int64]
    factors: NDArray[np.float64]
    lead_in: float
    rhythm: Rhythm = DAILY
    censored: NDArray[np.bool_] | None = None
    family: NDArray[np.int64] | None = None

    @property
    def observed(self) -> NDArray[np.bool_]:
        """Whether a day belongs to the pair's history and could show demand, [day, pair]."""
        began = np.arange(len(self.demand))[:, None] >= self.observed_from
        return began if self.censored is None else began & ~self.censored

    @property
    def exposure(self) -> NDArray[np.float64]:
        """Demand expected of each day against a mean day, 0 where nothing could be seen."""
        return np.asarray(self.factors[self.day_types] * self.observed)

    def of(self, pairs: NDArray[np.int64]) -> Panel:
        """Some of the pairs."""
        return replace(
            self,
            demand=self.demand[:, pairs],
            observed_from=self.observed_from[pairs],
            factors=self.factors[:, pairs],
            censored=None if self.censored is None else self.censored[:, pairs],
            family=None if self.family is None else self.family[pairs],
        )

    def until(self, origin: int) -> Panel:
        """The same pairs as they were known after that many days."""
        censored = None if self.censored is None else self.censored[:origin]
        return replace(
            self,
            demand=self.demand[:origin],
            day_types=self.day_types[:origin],
            censored=censored,
        )
