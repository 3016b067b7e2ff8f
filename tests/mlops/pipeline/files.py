"""Forecast files for tests: one good table, and what a test changes in it."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

ITEMS = ("ELE-001", "0012", "OLD-9")
INACTIVE = "OLD-9"
SITES = ("BA01", "SP01")
AS_OF = date.today() - timedelta(days=1)  # noqa: DTZ011 - a day near today, whatever the zone
COMPUTED_AT = datetime.combine(AS_OF, datetime.min.time(), UTC) + timedelta(hours=15)
DAYS = 5

SCHEMA = pa.schema(
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
        ("computed_at", pa.timestamp("us", tz="UTC")),
    ]
)


def forecast_rows(*, days: int = DAYS, level: float = 2.0, **changed: Any) -> list[dict[str, Any]]:
    """One row per active item, site and coming day; changed replaces values in every row."""
    return [
        {
            "full_date": AS_OF + timedelta(days=ahead),
            "sku": sku,
            "site_code": site,
            "horizon_days": 7,
            "yhat": level + ahead,
            "yhat_lower": level,
            "yhat_upper": level + 2 * ahead,
            "confidence_level": 0.95,
            "model_tag": "test_v1",
            "computed_at": COMPUTED_AT,
            **changed,
        }
        for sku in ITEMS
        if sku != INACTIVE
        for site in SITES
        for ahead in range(1, days + 1)
    ]


def write_parquet(
    path: Path,
    rows: list[dict[str, Any]] | None = None,
    *,
    schema: pa.Schema = SCHEMA,
    **options: Any,
) -> Path:
    """The rows as parquet with page checksums."""
    table = pa.Table.from_pylist(forecast_rows() if rows is None else rows, schema=schema)
    pq.write_table(table, path, **{"write_page_checksum": True, **options})
    return path


def write_csv(path: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    table = pa.Table.from_pylist(forecast_rows() if rows is None else rows, schema=SCHEMA)
    pa_csv.write_csv(table, path)
    return path


def write_manifest(path: Path, **told: Any) -> Path:
    """manifest.json beside a file, with its true hash unless told otherwise."""
    entry = {
        "name": path.name,
        "dataset": "forecasts",
        "sha256": sha256(path.read_bytes()).hexdigest(),
        **told.pop("entry", {}),
    }
    manifest = path.parent / "manifest.json"
    manifest.write_text(json.dumps({"version": 1, "files": [entry], **told}))
    return manifest
