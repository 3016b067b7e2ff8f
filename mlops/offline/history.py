"""Daily demand per item and site, kept without its zeros until a model needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

WINDOW_DAYS: Final = 730
SHARD_CELLS: Final = 2_000_000
EVENTS_TO_TELL: Final = 3
DEFAULT_INTERVAL: Final = 7.0


class NoHistoryError(ValueError):
    """There is no demand to learn from; the message says where and until when."""


@dataclass(frozen=True)
class DemandRows:
    """What a source hands over, keys being the source's own numbers.

    items: key, sku, family; active items only. sites: key, code. demand: item, site, full_date,
    units wanted; several rows per item, site and day are summed. first_dates: item, site,
    first_date of any demand, also of demand older than the rows.
    """

    items: pa.Table
    sites: pa.Table
    demand: pa.Table
    first_dates: pa.Table


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


def build_history(rows: DemandRows, *, as_of: date) -> DemandHistory:
    """History up to as_of; later rows are ignored. NoHistoryError when nothing is left."""
    end = np.datetime64(as_of)
    items, sites, units = (rows.demand[name].to_numpy() for name in ("item", "site", "units"))
    day = _days(rows.demand["full_date"]) - end.astype(np.int64) + WINDOW_DAYS - 1
    item, known_item = _positions(rows.items["key"], items)
    site, known_site = _positions(rows.sites["key"], sites)
    wanted = known_item & known_site & (day >= 0) & (day < WINDOW_DAYS) & (units > 0)
    if not wanted.any():
        raise NoHistoryError(
            f"no demand of active items in the {WINDOW_DAYS} days up to {as_of.isoformat()}"
        )
    names = _Names.of(rows)
    pair_code = names.pair_codes(item[wanted], site[wanted])
    cells, cell_of_row = np.unique(pair_code * WINDOW_DAYS + day[wanted], return_inverse=True)
    codes, pair = np.unique(cells // WINDOW_DAYS, return_inverse=True)
    first = _first_days(rows, names, codes) - end.astype(np.int64) + WINDOW_DAYS - 1
    families, family = np.unique(names.families, return_inverse=True)
    return DemandHistory(
        as_of=as_of,
        skus=[names.skus[position] for position in codes // len(names.site_codes)],
        site_codes=[names.site_codes[position] for position in codes % len(names.site_codes)],
        families=families.tolist(),
        family=family[codes // len(names.site_codes)],
        observed_from=np.maximum(first, 0),
        pair=pair,
        day=cells % WINDOW_DAYS,
        units=np.bincount(cell_of_row, units[wanted]).astype(np.float64),
    )


@dataclass(frozen=True)
class _Names:
    """Items and sites in the order of their codes, and where each source position went."""

    skus: list[str]
    families: NDArray[np.str_]
    site_codes: list[str]
    item_rank: NDArray[np.int64]
    site_rank: NDArray[np.int64]

    @classmethod
    def of(cls, rows: DemandRows) -> _Names:
        skus, codes = rows.items["sku"].to_pylist(), rows.sites["code"].to_pylist()
        families = rows.items["family"].fill_null("").to_pylist()
        item_order = sorted(range(len(skus)), key=skus.__getitem__)
        site_order = sorted(range(len(codes)), key=codes.__getitem__)
        return cls(
            skus=[skus[position] for position in item_order],
            families=np.array([families[position] for position in item_order], dtype=np.str_),
            site_codes=[codes[position] for position in site_order],
            item_rank=np.argsort(item_order),
            site_rank=np.argsort(site_order),
        )

    def pair_codes(self, item: NDArray[np.int64], site: NDArray[np.int64]) -> NDArray[np.int64]:
        """One number per pair that sorts like (sku, site code)."""
        return self.item_rank[item] * len(self.site_codes) + self.site_rank[site]


def _first_days(rows: DemandRows, names: _Names, codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Day number since 1970 of the first demand of each pair code."""
    first = rows.first_dates
    item, known_item = _positions(rows.items["key"], first["item"].to_numpy())
    site, known_site = _positions(rows.sites["key"], first["site"].to_numpy())
    known = known_item & known_site
    pair_code = names.pair_codes(item[known], site[known])
    day = _days(first["first_date"])[known]
    earliest = np.full(len(codes), np.iinfo(np.int64).max)
    position = np.searchsorted(codes, pair_code).clip(0, len(codes) - 1)
    found = codes[position] == pair_code
    np.minimum.at(earliest, position[found], day[found])
    return earliest


def _days(column: pa.ChunkedArray) -> NDArray[np.int64]:
    return np.asarray(column.to_numpy().astype("datetime64[D]").astype(np.int64))


def _positions(
    keys: pa.ChunkedArray, wanted: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each wanted key stands among the keys, and whether it does."""
    held = keys.to_numpy()
    if len(held) == 0:
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=np.bool_)
    order = np.argsort(held, kind="stable")
    position = np.searchsorted(held, wanted, sorter=order).clip(0, len(held) - 1)
    found = order[position]
    return found, np.asarray(held[found] == wanted)
