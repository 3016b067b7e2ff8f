"""Rows of a source become a history: pairs in the order of their codes, days counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mlops.offline.history import WINDOW_DAYS, DemandHistory, NoHistoryError, usual_interval


@dataclass(frozen=True)
class DemandRows:
    """What a source hands over, keys being the source's own numbers.

    items: key, sku, family; active items only. sites: key, code. demand: item, site, full_date,
    units wanted; several rows per item, site and day are summed. pairs: item, site, first_date of
    any demand, also of demand older than the rows; tells_lost, whether its demand says what was
    lost for want of stock; unit_cost, the latest known in R$ or null. empty: item, site, full_date
    of days that ended without stock.
    """

    items: pa.Table
    sites: pa.Table
    demand: pa.Table
    pairs: pa.Table
    empty: pa.Table


NOTHING_EMPTY: Final = pa.table(
    {"item": pa.array([], pa.int64()), "site": pa.array([], pa.int64())}
).append_column("full_date", pa.array([], pa.date32()))


def build_history(rows: DemandRows, *, as_of: date) -> DemandHistory:
    """History up to as_of; later rows are ignored. NoHistoryError when nothing is left."""
    names = _Names.of(rows)
    code, day, known = _located(rows, names, rows.demand, as_of)
    units = rows.demand["units"].to_numpy()
    wanted = known & (day >= 0) & (day < WINDOW_DAYS) & (units > 0)
    if not wanted.any():
        raise NoHistoryError(
            f"no demand of active items in the {WINDOW_DAYS} days up to {as_of.isoformat()}"
        )
    cells, cell_of_row = np.unique(code[wanted] * WINDOW_DAYS + day[wanted], return_inverse=True)
    codes, pair = np.unique(cells // WINDOW_DAYS, return_inverse=True)
    about = _About.of(rows, names, codes, as_of)
    unseen = _unseen_cells(rows, names, codes[~about.tells_lost], as_of)
    unseen = np.setdiff1d(unseen, cells, assume_unique=True)
    families, family = np.unique(names.families, return_inverse=True)
    return DemandHistory(
        as_of=as_of,
        skus=[names.skus[position] for position in codes // len(names.site_codes)],
        site_codes=[names.site_codes[position] for position in codes % len(names.site_codes)],
        families=families.tolist(),
        family=family[codes // len(names.site_codes)],
        observed_from=about.observed_from,
        unit_cost=about.unit_cost,
        pair=pair,
        day=cells % WINDOW_DAYS,
        units=np.bincount(cell_of_row, units[wanted]).astype(np.float64),
        unseen_pair=np.searchsorted(codes, unseen // WINDOW_DAYS),
        unseen_day=unseen % WINDOW_DAYS,
        lead_in=usual_interval(about.observed_from, pair),
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


@dataclass(frozen=True)
class _About:
    """What is known of each pair besides its demand."""

    observed_from: NDArray[np.int64]
    tells_lost: NDArray[np.bool_]
    unit_cost: NDArray[np.float64]

    @classmethod
    def of(cls, rows: DemandRows, names: _Names, codes: NDArray[np.int64], as_of: date) -> _About:
        code, day, known = _located(rows, names, rows.pairs, as_of, column="first_date")
        position = np.searchsorted(codes, code).clip(0, len(codes) - 1)
        found = known & (codes[position] == code)
        observed_from = np.full(len(codes), WINDOW_DAYS)
        np.minimum.at(observed_from, position[found], np.maximum(day[found], 0))
        tells_lost = np.zeros(len(codes), dtype=np.bool_)
        tells_lost[position[found]] = rows.pairs["tells_lost"].to_numpy()[found]
        unit_cost = np.full(len(codes), np.nan)
        unit_cost[position[found]] = rows.pairs["unit_cost"].to_numpy()[found]
        return cls(observed_from, tells_lost, unit_cost)


def _unseen_cells(
    rows: DemandRows, names: _Names, codes: NDArray[np.int64], as_of: date
) -> NDArray[np.int64]:
    """Days of these pairs that began and ended without stock, as pair code x days + day."""
    code, day, known = _located(rows, names, rows.empty, as_of)
    kept = known & np.isin(code, codes) & (day >= -1) & (day < WINDOW_DAYS)
    # A day before the window, so that its first day may be one.
    ended = np.unique(code[kept] * (WINDOW_DAYS + 1) + day[kept] + 1)
    began = ended[np.isin(ended - 1, ended) & (ended % (WINDOW_DAYS + 1) > 0)]
    return np.asarray(began // (WINDOW_DAYS + 1) * WINDOW_DAYS + began % (WINDOW_DAYS + 1) - 1)


def _located(
    rows: DemandRows, names: _Names, table: pa.Table, as_of: date, *, column: str = "full_date"
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Of each row its pair code, its day in the window, and whether item and site are known."""
    item, known_item = _positions(rows.items["key"], table["item"].to_numpy())
    site, known_site = _positions(rows.sites["key"], table["site"].to_numpy())
    known = known_item & known_site
    code = np.full(len(table), -1)
    code[known] = names.pair_codes(item[known], site[known])
    last = np.datetime64(as_of).astype(np.int64)
    return code, _days(table[column]) - last + WINDOW_DAYS - 1, known


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
