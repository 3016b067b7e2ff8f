"""Files of a small company in numbered editions, and what readers see once one is published."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ITEMS = tuple(f"I-{n:02}" for n in range(1, 21))
SITES = ("BA01", "SP01")
HELD_DAYS = tuple(date(2019, 1, 15) + timedelta(days=n) for n in range(30))  # of two months
NEW_DAYS = tuple(date(2019, 3, 1) + timedelta(days=n) for n in range(15))  # of a third one
AS_OF = date.today() - timedelta(days=1)  # noqa: DTZ011 - a day near today, whatever the zone
COMPUTED_AT = datetime.combine(AS_OF, datetime.min.time(), UTC) + timedelta(hours=15)
FORECAST_DAYS = 30
HORIZON = 30
BAND = 2

Rows = dict[tuple[str, ...], tuple[str, ...]]
Visible = Mapping[str, Rows]
"""Rows by dataset, then by natural key, each value as PostgreSQL writes it."""

SCHEMAS = {
    "items": pa.schema(
        [("sku", pa.string()), ("name", pa.string()), ("unit_measure", pa.string())]
    ),
    "sites": pa.schema([("code", pa.string()), ("name", pa.string())]),
    "demand": pa.schema(
        [
            ("full_date", pa.date32()),
            ("sku", pa.string()),
            ("site_code", pa.string()),
            ("quantity", pa.float64()),
        ]
    ),
    "forecasts": pa.schema(
        [
            ("full_date", pa.date32()),
            ("sku", pa.string()),
            ("site_code", pa.string()),
            ("horizon_days", pa.int16()),
            ("yhat", pa.float64()),
            ("yhat_lower", pa.float64()),
            ("yhat_upper", pa.float64()),
            ("model_tag", pa.string()),
            ("computed_at", pa.timestamp("us", tz="UTC")),
        ]
    ),
}


@dataclass(frozen=True)
class Files:
    """An edition on disk: the command that loads it and what readers see afterwards."""

    command: tuple[str, ...]
    datasets: tuple[str, ...]
    after: Callable[[Visible], Visible]


def digests(visible: Visible) -> dict[str, str]:
    """MD5 of each dataset's lines in byte order, as readers.py has PostgreSQL compute it."""
    return {
        dataset: md5(  # noqa: S324 - compared, not trusted
            "\n".join(sorted("|".join((*key, *row)) for key, row in rows.items())).encode()
        ).hexdigest()
        for dataset, rows in visible.items()
    }


def without_new_month(visible: Visible) -> Visible:
    new = {day.isoformat() for day in NEW_DAYS}
    kept = {key: row for key, row in visible["demand"].items() if key[0] not in new}
    return {**visible, "demand": kept}


def forecasts(folder: Path, edition: int, *, items: tuple[str, ...] = ITEMS) -> Files:
    """A run that replaces every forecast."""
    shown: Rows = {}
    rows = []
    for n, (sku, site, ahead) in enumerate(_grid(items, range(1, FORECAST_DAYS + 1))):
        day, yhat = AS_OF + timedelta(days=ahead), BAND + (edition * 7 + n) % 50
        low, high, tag = yhat - BAND, yhat + BAND, f"edition {edition}"
        rows.append((day, sku, site, HORIZON, yhat, low, high, tag, COMPUTED_AT))
        figures = (f"{yhat}.0000", f"{low}.0000", f"{high}.0000", tag)
        shown[(day.isoformat(), sku, site, str(HORIZON))] = figures
    path = _write(folder, "forecasts", edition, rows)
    return Files(
        command=("load_forecasts", str(path)),
        datasets=("forecasts",),
        after=lambda visible: {**visible, "forecasts": shown},
    )


def demand(folder: Path, edition: int, *, items: tuple[str, ...] = ITEMS) -> Files:
    """Corrections of two months that are held, and a month that is new."""
    rows = [
        (day, sku, site, (edition * 3 + n) % 90)
        for n, (sku, site, day) in enumerate(_grid(items, HELD_DAYS + NEW_DAYS))
    ]
    path = _write(folder, "demand", edition, rows)
    shown: Rows = {
        (day.isoformat(), sku, site): (f"{quantity}.0000",) for day, sku, site, quantity in rows
    }
    return Files(
        command=("load_dataset", "demand", str(path)),
        datasets=("demand",),
        after=lambda visible: {**visible, "demand": {**visible["demand"], **shown}},
    )


def items(folder: Path, edition: int, skus: tuple[str, ...] = ITEMS) -> Files:
    """Another name for every material."""
    rows = [(sku, f"{sku}, edition {edition}", "UN") for sku in skus]
    path = _write(folder, "items", edition, rows)
    shown: Rows = {(sku,): (name,) for sku, name, _ in rows}
    return Files(
        command=("load_dataset", "items", str(path)),
        datasets=("items",),
        after=lambda visible: {**visible, "items": {**visible["items"], **shown}},
    )


def unit(folder: Path, edition: int) -> Files:
    """Materials, demand and forecasts together; a material of this edition is in all three."""
    skus = (*ITEMS, f"N-{edition:04}")
    home = folder / f"unit-{edition}"
    home.mkdir()
    return _together(
        home,
        items(home, edition, skus),
        demand(home, edition, items=skus),
        forecasts(home, edition, items=skus),
    )


def first(folder: Path) -> Files:
    """Everything in its edition 0, with the sites."""
    return _together(
        folder, _sites(folder), items(folder, 0), demand(folder, 0), forecasts(folder, 0)
    )


def _together(home: Path, *parts: Files) -> Files:
    named = [{"name": Path(p.command[-1]).name, "dataset": p.datasets[0]} for p in parts]
    (home / "manifest.json").write_text(json.dumps({"version": 1, "files": named}))

    def after(visible: Visible) -> Visible:
        for part in parts:
            visible = part.after(visible)
        return visible

    return Files(("load_all", str(home)), tuple(part.datasets[0] for part in parts), after)


def _sites(folder: Path) -> Files:
    path = _write(folder, "sites", 0, [(code, f"Site {code}") for code in SITES])
    return Files(("load_dataset", "sites", str(path)), ("sites",), lambda visible: visible)


SCENARIOS: dict[str, Callable[[Path, int], Files]] = {
    "forecasts": forecasts,
    "demand": demand,
    "unit": unit,
}
DATASETS = {
    "forecasts": ("forecasts",),
    "demand": ("demand",),
    "unit": ("items", "demand", "forecasts"),
}


def _grid(skus: tuple[str, ...], days: Any) -> list[tuple[str, str, Any]]:
    return [(sku, site, day) for sku in skus for site in SITES for day in days]


def _write(folder: Path, dataset: str, edition: int, rows: list[tuple[Any, ...]]) -> Path:
    path = folder / f"{dataset}-{edition}.parquet"
    schema = SCHEMAS[dataset]
    columns = [
        pa.array(values, field.type)
        for values, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
    pq.write_table(pa.table(columns, schema=schema), path, write_page_checksum=True)
    return path
