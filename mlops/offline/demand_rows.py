"""Rows of a source become a history: pairs in the order of their codes, days counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mlops.offline.history import WINDOW_DAYS, DemandHistory, NoHistoryError


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
