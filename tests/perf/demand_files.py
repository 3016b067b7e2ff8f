"""Three years of daily demand by item, site and supplier, and corrections of it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tests.perf.company_files import SITE_CODES, SKUS, SUPPLIER_CODES, noise

# In the past, so that the files are the same on any day they are loaded.
DAYS = np.arange(np.datetime64("2022-01-01"), np.datetime64("2025-01-01"))
YEAR = np.flatnonzero(np.datetime64("2023-12-01") <= DAYS)  # thirteen months, as numbers of DAYS
CORRECTED_MONTH = np.datetime64("2023-06")
ROWS_AT_ONCE = 250_000
SCHEMA = pa.schema(
    [
        ("full_date", pa.date32()),
        ("sku", pa.string()),
        ("site_code", pa.string()),
        ("supplier_code", pa.string()),
        ("quantity", pa.float64()),
        ("unfulfilled_quantity", pa.float64()),
        ("unit_cost", pa.float64()),
        ("lead_time_days", pa.int32()),
    ]
)
Numbers = NDArray[np.int64]


def pairs_for(rows: int, days: int = len(DAYS)) -> int:
    """Item-sites that make nearly that many rows over so many days. ValueError when the company has
    too few.
    """
    pairs = rows // days
    most = len(SKUS) * len(SITE_CODES)
    if not 1 <= pairs <= most:
        raise ValueError(f"{rows:,} demand rows: expected {days:,} to {most * days:,}")
    return pairs


def write_item_major(path: Path, *, rows: int) -> None:
    """Each item-site's three years after one another, as an export by item has them."""
    pairs = pairs_for(rows)
    _write(path, ((at // len(DAYS), at % len(DAYS)) for at in _spans(pairs * len(DAYS))))


def write_date_order(path: Path, *, rows: int) -> None:
    """Each day's item-sites after one another, as a journal has them."""
    pairs = pairs_for(rows)
    _write(path, ((at % pairs, at // pairs) for at in _spans(pairs * len(DAYS))))


def write_spread_correction(path: Path, *, rows: int, every: int) -> None:
    """One row in `every`, in every month, with another quantity."""
    pairs = pairs_for(rows)
    corrected = _spans(pairs * len(DAYS), step=every)
    _write(path, ((at // len(DAYS), at % len(DAYS)) for at in corrected), raised_by=every / 100)


def write_month_correction(path: Path, *, rows: int) -> None:
    """Every row of one month with another quantity."""
    pairs = pairs_for(rows)
    days = np.flatnonzero(DAYS.astype("datetime64[M]") == CORRECTED_MONTH)
    cells = ((at // len(days), days[at % len(days)]) for at in _spans(pairs * len(days)))
    _write(path, cells, raised_by=1.0)


def write_year(path: Path, *, rows: int) -> None:
    """The last thirteen months alone, of as many more item-sites."""
    pairs = pairs_for(rows, len(YEAR))
    spans = _spans(pairs * len(YEAR))
    _write(path, ((at // len(YEAR), YEAR[at % len(YEAR)]) for at in spans))


def write_day_of_year(path: Path, *, rows: int, day: np.datetime64, raised_by: float) -> None:
    """Every row that such a year has on one day, with another quantity."""
    pairs = np.arange(pairs_for(rows, len(YEAR)))
    days = np.full_like(pairs, np.searchsorted(DAYS, day))
    _write(path, iter([(pairs, days)]), raised_by=raised_by)


def _spans(rows: int, *, step: int = 1) -> Iterator[Numbers]:
    """Every step-th number below rows, some at a time."""
    for first in range(0, rows, ROWS_AT_ONCE * step):
        yield np.arange(first, min(first + ROWS_AT_ONCE * step, rows), step)


def _write(path: Path, cells: Iterator[tuple[Numbers, Numbers]], *, raised_by: float = 0.0) -> None:
    """One row for each pair and day number in cells."""
    codes = tuple(map(pa.array, (SKUS, SITE_CODES, SUPPLIER_CODES)))
    with pq.ParquetWriter(path, SCHEMA, compression="zstd", write_page_checksum=True) as writer:
        for pair, day in cells:
            writer.write_table(_rows(pair, day, codes, raised_by))


def _rows(pair: Numbers, day: Numbers, codes: tuple[pa.Array, ...], raised_by: float) -> pa.Table:
    """Every eighth item-site has no known supplier; every seventh day some demand goes unserved."""
    skus, site_codes, supplier_codes = codes
    sites = len(site_codes)
    supplier = pa.array(pair % len(supplier_codes), mask=pair % 8 == 0)
    drawn = noise(pair * len(DAYS) + day)
    quantity = (0.2 + noise(pair) * 20 * drawn + raised_by).round(2)
    columns = [
        pa.array(DAYS[day]),
        skus.take(pa.array(pair // sites)),
        site_codes.take(pa.array(pair % sites)),
        supplier_codes.take(supplier),
        pa.array(quantity),
        pa.array(np.where(day % 7 == 0, (quantity * 0.1).round(2), 0.0)),
        pa.array((1.5 + noise(pair + 1) * 1250).round(2)),
        pa.array((3 + drawn * 40).astype(np.int32)),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)
