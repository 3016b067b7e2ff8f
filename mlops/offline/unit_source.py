"""Reads the demand history from a unit directory of parquet files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mlops.offline.demand_rows import DemandRows
from mlops.offline.history import NoHistoryError


def latest_unit_date(directory: Path) -> date:
    """Latest day with demand in the unit."""
    latest: date | None = pc.max(_read(directory, "demand", ["full_date"])["full_date"]).as_py()
    if latest is None:
        raise NoHistoryError(f"{directory} has no demand rows")
    return latest


def read_unit(directory: Path, *, as_of: date) -> DemandRows:
    """Rows of the unit up to as_of. A damaged page or a missing file is an OSError."""
    demand = _read(directory, "demand", ["full_date", "sku", "site_code", "quantity"])
    demand = demand.append_column("units", _units_wanted(directory, demand))
    demand = demand.filter(pc.less_equal(demand["full_date"], pa.scalar(as_of, pa.date32())))
    items = _active_items(directory)
    codes = pc.unique(demand["site_code"])
    coded = pa.table(
        {
            "item": _index_in(demand["sku"], items["sku"]),
            "site": _index_in(demand["site_code"], codes),
            "full_date": demand["full_date"],
            "units": demand["units"],
        }
    )
    wanted = coded.filter(pc.greater(coded["units"], 0.0))
    first = wanted.group_by(["item", "site"]).aggregate([("full_date", "min")])
    return DemandRows(
        items=items.append_column("key", pa.array(np.arange(len(items)))),
        sites=pa.table({"key": np.arange(len(codes)), "code": codes}),
        demand=wanted,
        first_dates=first.rename_columns(["item", "site", "first_date"]),
    )


def _units_wanted(directory: Path, demand: pa.Table) -> pa.ChunkedArray:
    """Fulfilled plus lost demand, or fulfilled alone where the unit does not tell."""
    quantity = demand["quantity"].cast(pa.float64())
    columns = pq.read_schema(directory / "demand.parquet").names
    if "unfulfilled_quantity" not in columns:
        return quantity
    lost = _read(directory, "demand", ["unfulfilled_quantity"])["unfulfilled_quantity"]
    return pc.add(quantity, pc.fill_null(lost.cast(pa.float64()), 0.0))


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
