"""Half a million forecast series: every material at each of ten sites, two days of each."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from mlops.offline.export import FORECASTS, Edition, ForecastFile
from mlops.offline.intervals import Interval
from tests.perf.bench import Bench
from tests.perf.company_files import SKUS, noise, write_items

SITE_CODES = tuple(f"T{number:02d}" for number in range(1, 11))
SERIES = len(SKUS) * len(SITE_CODES)
DAYS = 2
EDITION = Edition(
    as_of=date(2024, 12, 31),
    horizons=(DAYS,),
    model_tag="bench_web",
    confidence_level=0.9,
    computed_at=datetime(2025, 1, 1, 5, 0, tzinfo=UTC),
)


def load_half_a_million_series(bench: Bench) -> None:
    """Into an empty database, through the loads that publish."""
    writers = {"sites": _write_sites, "items": write_items, "forecasts": _write_forecasts}
    with TemporaryDirectory() as folder:
        for dataset, write in writers.items():
            path = Path(folder) / f"{dataset}.parquet"
            write(path)
            bench.load(dataset, path)
    with bench.server.admin() as connection:
        connection.execute("VACUUM (ANALYZE)")


def _write_sites(path: Path) -> None:
    names = [f"Site {code}" for code in SITE_CODES]
    pq.write_table(pa.table({"code": pa.array(SITE_CODES), "name": pa.array(names)}), path)


def _write_forecasts(path: Path) -> None:
    """Site by site, all materials of it at once."""
    with pq.ParquetWriter(path, FORECASTS, compression="zstd") as writer:
        file = ForecastFile(writer, EDITION)
        for number, code in enumerate(SITE_CODES):
            file.append(
                skus=SKUS, site_codes=[code] * len(SKUS), interval=_interval(number * len(SKUS))
            )


def _interval(first: int) -> Interval:
    """Demand of 0 to 20 units a day and its bounds, [day, pair]."""
    yhat = noise(np.arange(first, first + DAYS * len(SKUS))).reshape(DAYS, -1) * 20
    spread = 1.64 * np.sqrt(yhat)
    return Interval(yhat.round(4), np.maximum(yhat - spread, 0).round(4), (yhat + spread).round(4))
