"""Counts of stock and order lines of the last months of the demand, of the same item-sites."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.perf.company_files import SITE_CODES, SKUS, SUPPLIER_CODES, noise
from tests.perf.demand_files import DAYS, Numbers

PAIRS_AT_ONCE = 2_800  # near a quarter of a million rows of 90 days
OUT_OF_STOCK = 0.03  # share of the counts
LATE = 0.15  # share of the lines


def write_inventory(path: Path, *, pairs: int, days: int) -> None:
    """A count of each of the first item-sites on each of the last days, some of them of nothing."""
    last = DAYS[-days:]
    with _writer(path, _counts(np.arange(1), last).schema) as writer:
        for some in _slices(pairs):
            writer.write_table(_counts(some, last))


def write_orders(path: Path, *, pairs: int, days: int) -> None:
    """A line a month of each of the first item-sites, due on one of the last days or before."""
    months = -(-days // 30) + 1
    with _writer(path, _lines(np.arange(1), months).schema) as writer:
        for some in _slices(pairs):
            writer.write_table(_lines(some, months))


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True)


def _slices(pairs: int) -> Iterator[Numbers]:
    for first in range(0, pairs, PAIRS_AT_ONCE):
        yield np.arange(first, min(first + PAIRS_AT_ONCE, pairs))


def _codes(pair: Numbers) -> dict[str, pa.Array]:
    return {
        "sku": pa.array(SKUS).take(pa.array(pair // len(SITE_CODES))),
        "site_code": pa.array(SITE_CODES).take(pa.array(pair % len(SITE_CODES))),
    }


def _counts(pairs: Numbers, days: np.ndarray) -> pa.Table:
    pair, day = (axis.ravel() for axis in np.meshgrid(pairs, np.arange(len(days)), indexing="ij"))
    drawn = noise(pair * len(DAYS) + day)
    stock = np.where(drawn < OUT_OF_STOCK, 0.0, (drawn * 400).round(2))
    return pa.table({"full_date": days[day], **_codes(pair), "current_stock": stock})


def _lines(pairs: Numbers, months: int) -> pa.Table:
    pair, month = (axis.ravel() for axis in np.meshgrid(pairs, np.arange(months), indexing="ij"))
    drawn = noise(pair * months + month)
    expected = DAYS[-1] - (month * 30 + (drawn * 30).astype(np.int64))
    delay = np.where(noise(pair + month * 7) < LATE, 5, 0)
    supplier = pa.array(SUPPLIER_CODES).take(pa.array(pair % len(SUPPLIER_CODES)))
    return pa.table(
        {
            "order_number": pa.array([f"PO-{p}-{m}" for p, m in zip(pair, month, strict=True)]),
            "order_line": np.ones(len(pair), np.int32),
            "order_date": expected - 20,
            **_codes(pair),
            "supplier_code": supplier,
            "quantity": (1 + drawn * 100).round(2),
            "status": pa.repeat(pa.scalar("RECEIVED"), len(pair)),
            "expected_delivery_date": expected,
            "actual_delivery_date": expected + delay,
        }
    )
