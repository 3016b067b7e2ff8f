"""features.parquet: what is known of each pair on the eve of the first day forecast."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mlops.offline.day_types import HOLIDAY, classify_days
from mlops.offline.features import feature_names, past_of
from mlops.offline.history import DemandHistory
from mlops.offline.outliers import find_outliers
from mlops.offline.panel import Panel
from mlops.offline.seasons import calendar_profile, classify_calendar

FEATURES_VERSION: Final = "v1.1"
LAGS: Final = (1, 7, 14, 28, 364)
MEANS: Final = (7, 30, 90)


def export_features(
    history: DemandHistory, path: Path, *, computed_at: datetime, market: dict[str, float]
) -> int:
    """Number of rows written: one per pair, for the day after as_of, from nothing later than as_of.

    market: the value of each macroeconomic series that was known on as_of, by its code.
    """
    day = np.datetime64(history.as_of) + np.timedelta64(1, "D")
    types, profile = classify_calendar(history.dates), calendar_profile(history)
    rows, writer = 0, None
    for part in history.parts():
        count = len(part)
        columns: dict[str, pa.Array] = {
            "full_date": pa.array(np.repeat(day, count), pa.date32()),
            "sku": pa.array(part.skus, pa.string()),
            "site_code": pa.array(part.site_codes, pa.string()),
            "schema_version": pa.array([FEATURES_VERSION] * count),
            "computed_at": pa.repeat(pa.scalar(computed_at, pa.timestamp("us", tz="UTC")), count),
            "family": pa.array([part.families[family] for family in part.family]),
            "unit_cost": _numbers(part.unit_cost),
            "outliers": _counts(find_outliers(part).counts(part)),
            **{name: pa.repeat(value, count) for name, value in _day_features(day).items()},
            **{n: _numbers(v) for n, v in demand_features(part.panel(types, profile)).items()},
            **{code: pa.array(np.repeat(value, count)) for code, value in market.items()},
        }
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(
            path, table.schema, compression="zstd", write_page_checksum=True
        )
        writer.write_table(table)
        rows += count
    if writer:
        writer.close()
    return rows


def _day_features(day: np.datetime64) -> dict[str, pa.Scalar]:
    kind = int(classify_days(np.array([day]))[0])
    return {
        "weekday": pa.scalar((int(day.astype(np.int64)) + 3) % 7),
        "is_holiday": pa.scalar(kind == HOLIDAY),
    }


def demand_features(panel: Panel) -> dict[str, NDArray[np.float64]]:
    """Lags and rolling means, which exclude the day they are for, and what the model reads.

    A lag before the pair's history, or of a day without stock, is not a number.
    """
    seen = np.where(panel.observed, panel.demand, np.nan)
    found = {f"lag_{lag}d": seen[-lag] for lag in LAGS if lag <= len(seen)}
    for window in MEANS:
        days = panel.observed[-window:].sum(axis=0)
        units = (panel.demand * panel.observed)[-window:].sum(axis=0)
        mean = np.full(len(days), np.nan)
        found[f"rolling_mean_{window}d"] = np.divide(units, days, out=mean, where=days > 0)
    values = past_of(panel).values.astype(np.float64)
    return found | dict(zip(feature_names(panel), values.T, strict=True))


def _numbers(values: NDArray[np.float64]) -> pa.Array:
    """Rounded to six decimals; what is not a number is missing."""
    return pa.array(values.round(6), from_pandas=True)


def _counts(values: NDArray[np.int64]) -> pa.Array:
    """What is below 0 is missing."""
    return pa.array(values, mask=values < 0)
