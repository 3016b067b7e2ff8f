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
    units have one entry per pair and day with demand, sorted. unseen_pair, unseen_day: the same of
    days on which demand could not be seen for want of stock. unit_cost: R$, the latest known, not a
    number where none is. lead_in: days between demands, as usual for all pairs together.
    """

    as_of: date
    skus: list[str]
    site_codes: list[str]
    families: list[str]
    family: NDArray[np.int64]
    observed_from: NDArray[np.int64]
    unit_cost: NDArray[np.float64]
    pair: NDArray[np.int64]
    day: NDArray[np.int64]
    units: NDArray[np.float64]
    unseen_pair: NDArray[np.int64]
    unseen_day: NDArray[np.int64]
    lead_in: float

    def __len__(self) -> int:
        return len(self.skus)

    @property
    def dates(self) -> NDArray[np.datetime64]:
        """The days of the window, as_of last."""
        return np.datetime64(self.as_of) + np.arange(1 - WINDOW_DAYS, 1).astype("timedelta64[D]")

    def parts(self) -> Iterator[DemandHistory]:
        """Some pairs after others, so few at a time that their zeros can be filled in."""
        size = SHARD_CELLS // WINDOW_DAYS
        for start in range(0, len(self), size):
            yield self._between(start, min(start + size, len(self)))

    def sample(
        self, day_types: NDArray[np.int64], profile: NDArray[np.float64], *, pairs: int, seed: int
    ) -> Panel:
        """The zero-filled history of some pairs, drawn at random where there are more."""
        if len(self) <= pairs:
            return self.panel(day_types, profile)
        drawn = np.sort(np.random.default_rng(seed).choice(len(self), pairs, replace=False))
        return self.take(drawn).panel(day_types, profile)

    def take(self, pairs: NDArray[np.int64]) -> DemandHistory:
        """The history of these pairs alone; pairs: rising positions."""
        kept, unseen = np.isin(self.pair, pairs), np.isin(self.unseen_pair, pairs)
        return replace(
            self,
            skus=[self.skus[pair] for pair in pairs],
            site_codes=[self.site_codes[pair] for pair in pairs],
            family=self.family[pairs],
            observed_from=self.observed_from[pairs],
            unit_cost=self.unit_cost[pairs],
            pair=np.searchsorted(pairs, self.pair[kept]),
            day=self.day[kept],
            units=self.units[kept],
            unseen_pair=np.searchsorted(pairs, self.unseen_pair[unseen]),
            unseen_day=self.unseen_day[unseen],
        )

    def _between(self, start: int, stop: int) -> DemandHistory:
        """What take gives for successive pairs, without looking at the others."""
        kept = slice(*np.searchsorted(self.pair, [start, stop]))
        unseen = slice(*np.searchsorted(self.unseen_pair, [start, stop]))
        return replace(
            self,
            skus=self.skus[start:stop],
            site_codes=self.site_codes[start:stop],
            family=self.family[start:stop],
            observed_from=self.observed_from[start:stop],
            unit_cost=self.unit_cost[start:stop],
            pair=self.pair[kept] - start,
            day=self.day[kept],
            units=self.units[kept],
            unseen_pair=self.unseen_pair[unseen] - start,
            unseen_day=self.unseen_day[unseen],
        )

    def known_before(self, back: int) -> tuple[DemandHistory, NDArray[np.int64]]:
        """The history as it was `back` days earlier, and the pairs it has by their positions here.

        Its window is as long, so its first `back` days are before anything was seen. What units
        cost then is not known.
        """
        events, unseen = self.day < WINDOW_DAYS - back, self.unseen_day < WINDOW_DAYS - back
        pairs = np.unique(self.pair[events])
        earlier = replace(
            self,
            as_of=self.as_of - timedelta(days=back),
            observed_from=self.observed_from + back,
            unit_cost=np.full(len(self), np.nan),
            pair=self.pair[events],
            day=self.day[events] + back,
            units=self.units[events],
            unseen_pair=self.unseen_pair[unseen],
            unseen_day=self.unseen_day[unseen] + back,
        ).take(pairs)
        return replace(earlier, lead_in=usual_interval(earlier.observed_from, earlier.pair)), pairs

    def units_of(self, pairs: NDArray[np.int64], *, back: int, days: int) -> NDArray[np.float64]:
        """Units of these pairs on the days that follow `back` days before as_of, [day, pair]."""
        first = WINDOW_DAYS - back
        units = np.zeros((days, len(pairs)))
        wanted = (self.day >= first) & (self.day < first + days) & np.isin(self.pair, pairs)
        column = np.searchsorted(pairs, self.pair[wanted])
        units[self.day[wanted] - first, column] = self.units[wanted]
        return units

    def panel(self, day_types: NDArray[np.int64], profile: NDArray[np.float64]) -> Panel:
        """The zero-filled history. profile: [family, type of day]."""
        demand = np.zeros((WINDOW_DAYS, len(self)))
        demand[self.day, self.pair] = self.units
        return Panel(
            demand=demand,
            observed_from=self.observed_from,
            day_types=day_types,
            factors=profile[self.family].T,
            lead_in=self.lead_in,
            censored=self._unseen() if len(self.unseen_pair) else None,
            family=self.family,
        )

    def _unseen(self) -> NDArray[np.bool_]:
        unseen = np.zeros((WINDOW_DAYS, len(self)), dtype=np.bool_)
        unseen[self.unseen_day, self.unseen_pair] = True
        return unseen


def usual_interval(observed_from: NDArray[np.int64], pair: NDArray[np.int64]) -> float:
    """Median days between demands, over the pairs with enough of them to tell.

    pair: one entry per pair and day with demand.
    """
    events = np.bincount(pair, minlength=len(observed_from))
    told = events >= EVENTS_TO_TELL
    intervals = (WINDOW_DAYS - observed_from[told]) / events[told]
    return float(np.median(intervals)) if told.any() else DEFAULT_INTERVAL
