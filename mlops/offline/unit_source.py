"""Reads the demand history from a unit directory of parquet files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mlops.offline.demand_rows import NOTHING_EMPTY, DemandRows
from mlops.offline.history import NoHistoryError


def latest_unit_date(directory: Path) -> date:
    """Latest day with demand in the unit."""
    latest: date | None = pc.max(_read(directory, "demand", ["full_date"])["full_date"]).as_py()
    if latest is None:
        raise NoHistoryError(f"{directory} has no demand rows")
    return latest


def read_unit(directory: Path, *, as_of: date) -> DemandRows:
    """Rows of the unit up to as_of. A damaged page or a missing file is an OSError.

    The unit need not tell lost demand, what units cost, or stock.
    """
    items = _active_items(directory)
    demand = _demand(directory, as_of)
    codes = pc.unique(demand["site_code"])
    coded = _coded(demand, items, codes)
    wanted = coded.filter(pc.greater(coded["units"], 0.0))
    return DemandRows(
        items=items.append_column("key", pa.array(np.arange(len(items)))),
        sites=pa.table({"key": np.arange(len(codes)), "code": codes}),
        demand=wanted,
        pairs=_pairs(coded, wanted),
        empty=_empty(directory, items, codes, as_of),
    )


def _demand(directory: Path, as_of: date) -> pa.Table:
    """full_date, sku, site_code, units wanted, unit_cost, tells_lost; in the order of the days."""
    names = ["full_date", "sku", "site_code", "quantity"]
    told = pq.read_schema(directory / "demand.parquet").names
    more = [name for name in ("unfulfilled_quantity", "unit_cost") if name in told]
    rows = _read(directory, "demand", names + more)
    rows = rows.filter(pc.less_equal(rows["full_date"], pa.scalar(as_of, pa.date32())))
    lost, cost = (
        rows[name].cast(pa.float64()) if name in more else pa.nulls(len(rows), pa.float64())
        for name in ("unfulfilled_quantity", "unit_cost")
    )
    units = pc.add(rows["quantity"].cast(pa.float64()), pc.fill_null(lost, 0.0))
    found = rows.select(names[:3]).append_column("units", units).append_column("unit_cost", cost)
    return found.append_column("tells_lost", pc.is_valid(lost)).sort_by("full_date")


def _coded(rows: pa.Table, items: pa.Table, site_codes: pa.Array) -> pa.Table:
    """The rows with positions in place of codes."""
    item = _index_in(rows["sku"], items["sku"])
    site = _index_in(rows["site_code"], site_codes)
    kept = rows.drop_columns(["sku", "site_code"])
    return kept.append_column("item", item).append_column("site", site)


def _pairs(demand: pa.Table, wanted: pa.Table) -> pa.Table:
    """What DemandRows.pairs holds; rows in the order of their days."""
    keys = ["item", "site"]
    first = wanted.group_by(keys).aggregate([("full_date", "min")])
    told = demand.group_by(keys).aggregate([("tells_lost", "any")])
    priced = demand.filter(pc.is_valid(demand["unit_cost"]))
    cost = priced.group_by(keys, use_threads=False).aggregate([("unit_cost", "last")])
    found = first.join(told, keys).join(cost, keys)
    names = {"full_date_min": "first_date", "tells_lost_any": "tells_lost"}
    return found.rename_columns(names | {"unit_cost_last": "unit_cost"})


def _empty(directory: Path, items: pa.Table, site_codes: pa.Array, as_of: date) -> pa.Table:
    """Days that ended without stock; none where the unit does not tell stock."""
    if not (directory / "inventory.parquet").exists():
        return NOTHING_EMPTY
    stock = _read(directory, "inventory", ["full_date", "sku", "site_code", "current_stock"])
    empty = pc.less_equal(stock["current_stock"].cast(pa.float64()), 0.0)
    known = pc.less_equal(stock["full_date"], pa.scalar(as_of, pa.date32()))
    return _coded(stock.filter(pc.and_(empty, known)), items, site_codes)


def _active_items(directory: Path) -> pa.Table:
    items = _read(directory, "items", ["sku", "family", "active"])
    return items.filter(items["active"]).select(["sku", "family"])


def _index_in(values: pa.ChunkedArray, known: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    """Position of each value among the known ones, -1 for an unknown one."""
    found = pc.index_in(values, value_set=pa.array(known.to_pylist(), values.type))
    return pc.fill_null(found, -1).cast(pa.int64())


def _read(directory: Path, dataset: str, columns: list[str]) -> pa.Table:
    path = directory / f"{dataset}.parquet"
    return pq.read_table(path, columns=columns, page_checksum_verification=True)
