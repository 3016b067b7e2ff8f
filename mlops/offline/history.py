"""Daily demand per item and site, kept without its zeros until a model needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.panel import Panel

WINDOW_DAYS: Final = 730
SHARD_CELLS: Final = 2_000_000
EVENTS_TO_TELL: Final = 3
DEFAULT_INTERVAL: Final = 7.0


class NoHistoryError(ValueError):
    """There is no demand to learn from; the message says where and until when."""


@dataclass(frozen=True)
class DemandHistory:
    """Demand of active pairs with any in the window that ends on as_of.

    Pairs are sorted by sku, then site code. day counts from the window's first day; pair, day and
    units have one entry per pair and day with demand, sorted.
    """

    as_of: date
    skus: list[str]
    site_codes: list[str]
    families: list[str]
    family: NDArray[np.int64]
    observed_from: NDArray[np.int64]
    pair: NDArray[np.int64]
    day: NDArray[np.int64]
    units: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.skus)

    @property
    def dates(self) -> NDArray[np.datetime64]:
        """The days of the window, as_of last."""
        return np.datetime64(self.as_of) + np.arange(1 - WINDOW_DAYS, 1).astype("timedelta64[D]")

    def usual_interval(self) -> float:
        """Median days between demands, over the pairs with enough of them to tell."""
        events = np.bincount(self.pair, minlength=len(self))
        told = events >= EVENTS_TO_TELL
        intervals = (WINDOW_DAYS - self.observed_from[told]) / events[told]
        return float(np.median(intervals)) if told.any() else DEFAULT_INTERVAL

    def shards(self) -> Iterator[slice]:
        """Slices of pairs small enough to be zero-filled one at a time."""
        size = SHARD_CELLS // WINDOW_DAYS
        for start in range(0, len(self), size):
            yield slice(start, min(start + size, len(self)))

    def sample(
        self, day_types: NDArray[np.int64], profile: NDArray[np.float64], *, pairs: int, seed: int
    ) -> Panel:
        """The zero-filled history of some pairs, drawn at random where there are more."""
        if len(self) <= pairs:
            return self.panel(slice(0, len(self)), day_types, profile)
        drawn = np.sort(np.random.default_rng(seed).choice(len(self), pairs, replace=False))
        return self.take(drawn).panel(slice(0, pairs), day_types, profile)

    def take(self, pairs: NDArray[np.int64]) -> DemandHistory:
        """The history of these pairs alone; pairs: rising positions."""
        kept = np.isin(self.pair, pairs)
        return replace(
            self,
            skus=[self.skus[pair] for pair in pairs],
            site_codes=[self.site_codes[pair] for pair in pairs],
            family=self.family[pairs],
            observed_from=self.observed_from[pairs],
            pair=np.searchsorted(pairs, self.pair[kept]),
            day=self.day[kept],
            units=self.units[kept],
        )

    def known_before(self, back: int) -> tuple[DemandHistory, NDArray[np.int64]]:
        """The history as it was `back` days earlier, and the pairs it has by their positions here.

        Its window is as long, so its first `back` days are before anything was seen.
        """
        events = self.day < WINDOW_DAYS - back
        pairs = np.unique(self.pair[events])
        earlier = replace(
            self,
            as_of=self.as_of - timedelta(days=back),
            observed_from=self.observed_from + back,
            pair=self.pair[events],
            day=self.day[events] + back,
            units=self.units[events],
        )
        return earlier.take(pairs), pairs

    def units_of(self, pairs: NDArray[np.int64], *, back: int, days: int) -> NDArray[np.float64]:
        """Units of these pairs on the days that follow `back` days before as_of, [day, pair]."""
        first = WINDOW_DAYS - back
        units = np.zeros((days, len(pairs)))
        wanted = (self.day >= first) & (self.day < first + days) & np.isin(self.pair, pairs)
        column = np.searchsorted(pairs, self.pair[wanted])
        units[self.day[wanted] - first, column] = self.units[wanted]
        return units

    def panel(
        self, part: slice, day_types: NDArray[np.int64], profile: NDArray[np.float64]
    ) -> Panel:
        """The zero-filled history of a slice of pairs. profile: [family, type of day]."""
        start, stop = np.searchsorted(self.pair, [part.start, part.stop])
        demand = np.zeros((WINDOW_DAYS, part.stop - part.start))
        demand[self.day[start:stop], self.pair[start:stop] - part.start] = self.units[start:stop]
        return Panel(
            demand=demand,
            observed_from=self.observed_from[part],
            day_types=day_types,
            factors=profile[self.family[part]].T,
            lead_in=self.usual_interval(),
            family=self.family[part],
        )
