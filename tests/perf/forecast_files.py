"""Forecasts of items × sites × 90 days, written as the product's own export writes them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mlops.offline.export import FORECASTS, Edition, ForecastFile
from mlops.offline.intervals import Interval
from tests.perf.company_files import SITE_CODES, SKUS, noise

DAYS = 90
PAIRS_AT_ONCE = 2_800  # near a quarter of a million rows
# In the past, so that the files are the same on any day they are loaded.
AS_OF = date(2024, 12, 31)
COMPUTED_AT = datetime(2025, 1, 1, 5, 0, tzinfo=UTC)
HORIZONS = (7, 30, 60, DAYS)


def pairs_for(rows: int) -> int:
    """Item-sites that make nearly that many rows. ValueError when the company has too few."""
    pairs = rows // DAYS
    most = len(SKUS) * len(SITE_CODES)
    if not 1 <= pairs <= most:
        raise ValueError(f"{rows:,} forecasts: expected {DAYS} to {most * DAYS:,}")
    return pairs


def write_forecasts(
    path: Path, *, rows: int, model_tag: str, level: float, as_of: date = AS_OF
) -> None:
    """Item by item, site by site, day by day. level: what every forecast is raised by, in units."""
    edition = Edition(as_of, HORIZONS, model_tag, confidence_level=0.9, computed_at=COMPUTED_AT)
    with pq.ParquetWriter(path, FORECASTS, compression="zstd", write_page_checksum=True) as writer:
        file = ForecastFile(writer, edition)
        for pairs in _slices(pairs_for(rows)):
            sites = len(SITE_CODES)
            file.append(
                skus=[SKUS[pair // sites] for pair in pairs],
                site_codes=[SITE_CODES[pair % sites] for pair in pairs],
                interval=_interval(pairs, level),
            )


def _slices(pairs: int) -> Iterator[NDArray[np.int64]]:
    for first in range(0, pairs, PAIRS_AT_ONCE):
        yield np.arange(first, min(first + PAIRS_AT_ONCE, pairs))


def _interval(pairs: NDArray[np.int64], level: float) -> Interval:
    """Demand of 0.2 to 20 units a day, a third up or down, and its bounds, [day, pair]."""
    per_day = 0.2 + noise(pairs) * 19.8
    change = noise(pairs[None, :] * DAYS + np.arange(DAYS)[:, None])
    yhat = (level + per_day * (1 + (change - 0.5) * 2 / 3)).round(4)
    spread = 1.64 * np.sqrt(yhat)
    return Interval(yhat, np.maximum(yhat - spread, 0).round(4), (yhat + spread).round(4))
