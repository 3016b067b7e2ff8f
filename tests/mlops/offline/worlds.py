"""Small demand histories for the offline tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mlops.offline.demand_rows import build_history
from mlops.offline.history import DemandHistory
from mlops.offline.panel import Panel
from mlops.offline.unit_source import read_unit

Row = tuple[str, str, date, float, float]


def write_unit(
    directory: Path, rows: Sequence[Row], *, inactive: Sequence[str] = (), family: str = "POWER"
) -> Path:
    """A unit folder. Each row: sku, site code, day, quantity, unfulfilled quantity."""
    directory.mkdir(parents=True, exist_ok=True)
    skus, sites, days, served, lost = (list(column) for column in zip(*rows, strict=True))
    known = sorted(set(skus))
    demand = {
        "full_date": pa.array(days, pa.date32()),
        "sku": skus,
        "site_code": sites,
        "quantity": pa.array(served, pa.float64()),
        "unfulfilled_quantity": pa.array(lost, pa.float64()),
    }
    items = {
        "sku": known,
        "family": [family] * len(known),
        "active": [sku not in inactive for sku in known],
    }
    pq.write_table(pa.table(demand), directory / "demand.parquet", write_page_checksum=True)
    pq.write_table(pa.table(items), directory / "items.parquet", write_page_checksum=True)
    return directory


def history_of(directory: Path, as_of: date) -> DemandHistory:
    """The unit's history up to as_of."""
    return build_history(read_unit(directory, as_of=as_of), as_of=as_of)


def flat_panel(demand: NDArray[np.float64], *, day_types: NDArray[np.int64] | None = None) -> Panel:
    """A panel whose history is complete and whose days are all alike."""
    days, pairs = demand.shape
    return Panel(
        demand=demand,
        observed_from=np.zeros(pairs, dtype=np.int64),
        day_types=np.arange(days) % 7 if day_types is None else day_types,
        factors=np.ones((8, pairs)),
        lead_in=0.0,
    )
