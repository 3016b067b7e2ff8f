"""Writes forecasts as a parquet file with a manifest, each complete from the moment it appears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mlops.backtest import Backtest
from mlops.offline.intervals import Interval
from mlops.offline.manifest import file_entry, write_manifest

SCHEMA_VERSION: Final = "1.0"
ROW_GROUP_ROWS: Final = 256_000

FORECASTS: Final = pa.schema(
    [
        ("full_date", pa.date32()),
        ("sku", pa.string()),
        ("site_code", pa.string()),
        ("horizon_days", pa.int16()),
        ("yhat", pa.float64()),
        ("yhat_lower", pa.float64()),
        ("yhat_upper", pa.float64()),
        ("confidence_level", pa.float64()),
        ("model_tag", pa.string()),
        ("as_of", pa.date32()),
        ("computed_at", pa.timestamp("us", tz="UTC")),
    ],
    metadata={"nova.schema_version": SCHEMA_VERSION},
)


@dataclass(frozen=True)
class Edition:
    """What all rows of one file share. horizons: days, rising; backtest: the model's, if any."""

    as_of: date
    horizons: tuple[int, ...]
    model_tag: str
    confidence_level: float
    computed_at: datetime
    backtest: Backtest | None = None

    def lead_days(self) -> NDArray[np.int64]:
        """Days from as_of to each forecast date."""
        return np.arange(1, self.horizons[-1] + 1)

    def dates(self) -> NDArray[np.datetime64]:
        """The forecast dates, the day after as_of first."""
        return np.datetime64(self.as_of) + self.lead_days().astype("timedelta64[D]")

    def labels(self) -> NDArray[np.int16]:
        """The smallest horizon that covers each forecast date."""
        horizons = np.array(self.horizons, dtype=np.int16)
        return np.asarray(horizons[np.searchsorted(horizons, self.lead_days())])


class ForecastFile:
    """The forecasts of one edition, written pair after pair."""

    def __init__(self, writer: pq.ParquetWriter, edition: Edition) -> None:
        self._writer = writer
        self._edition = edition
        self.rows = 0

    def append(self, *, skus: Sequence[str], site_codes: Sequence[str], interval: Interval) -> None:
        """Adds these pairs, each with every date of the edition once. interval: [day, pair]."""
        edition, pairs = self._edition, len(skus)
        dates = edition.dates()
        pair = pa.array(np.repeat(np.arange(pairs), len(dates)))
        rows = pairs * len(dates)
        columns = [
            pa.array(np.tile(dates, pairs)),
            pa.array(skus, pa.string()).take(pair),
            pa.array(site_codes, pa.string()).take(pair),
            pa.array(np.tile(edition.labels(), pairs)),
            *(pa.array(np.ravel(bound, order="F")) for bound in interval),
            pa.repeat(pa.scalar(edition.confidence_level, pa.float64()), rows),
            pa.repeat(pa.scalar(edition.model_tag, pa.string()), rows),
            pa.repeat(pa.scalar(edition.as_of, pa.date32()), rows),
            pa.repeat(pa.scalar(edition.computed_at, pa.timestamp("us", tz="UTC")), rows),
        ]
        table = pa.Table.from_arrays(columns, schema=FORECASTS)
        self._writer.write_table(table, row_group_size=ROW_GROUP_ROWS)
        self.rows += rows


@contextmanager
def forecast_export(directory: Path, edition: Edition) -> Iterator[ForecastFile]:
    """A file to append to; on success it and its manifest replace earlier ones in directory.

    When the block fails nothing in the directory changes.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path, manifest = directory / "forecasts.parquet", directory / "manifest.json"
    part = path.with_suffix(".parquet.part")
    try:
        with pq.ParquetWriter(
            part, FORECASTS, compression="zstd", write_page_checksum=True
        ) as writer:
            forecasts = ForecastFile(writer, edition)
            yield forecasts
        entry = file_entry(part, dataset="forecasts", rows=forecasts.rows, name=path.name)
        content = _content(edition, entry)
        # An old manifest beside a new file would contradict it; without one nobody reads.
        manifest.unlink(missing_ok=True)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    write_manifest(directory, content)


def _content(edition: Edition, entry: dict[str, Any]) -> dict[str, Any]:
    if edition.backtest:
        entry["backtest"] = edition.backtest.as_json()
    return {
        "as_of": edition.as_of.isoformat(),
        "model_tag": edition.model_tag,
        "schema_version": SCHEMA_VERSION,
        "computed_at": edition.computed_at.isoformat(),
        "files": [entry],
    }
