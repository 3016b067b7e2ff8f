"""The unit that is handed over: forecasts, features, KPIs, model card, and their manifest."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from mlops.offline.backtesting import Trial
from mlops.offline.engines import Engine
from mlops.offline.evaluation import backtest_of
from mlops.offline.export import Edition
from mlops.offline.feature_export import FEATURES_VERSION, export_features
from mlops.offline.forecasters import Forecaster
from mlops.offline.forecasting import Progress, export_forecasts
from mlops.offline.history import DemandHistory
from mlops.offline.manifest import file_entry, git_revision, write_manifest
from mlops.offline.metrics import bias, defined_share, mape, wape
from mlops.offline.model_card import model_card, try_models
from mlops.offline.report import html_report

CARD, REPORT = "model_card.json", "report.html"


def hand_over(
    history: DemandHistory,
    forecaster: Forecaster,
    *,
    model: str,
    edition: Edition,
    market: dict[str, float],
    seed: int,
    out: Path,
    progress: Progress,
    engine: Engine,
) -> int:
    """Number of forecasts in the unit. Its manifest comes last: a folder without one is none."""
    rows = export_forecasts(
        history, forecaster, edition=edition, out=out, progress=progress, engine=engine
    )
    (out / "manifest.json").unlink()
    features = export_features(
        history, out / "features.parquet", computed_at=edition.computed_at, market=market
    )
    tried = try_models(history, model, horizons=edition.horizons, seed=seed)
    card = model_card(history, forecaster, tried, seed=seed)
    told = edition.backtest or (backtest_of(tried.own) if tried else None)
    entries: list[dict[str, Any]] = [
        file_entry(out / "forecasts.parquet", dataset="forecasts", rows=rows)
        | ({"backtest": told.as_json()} if told else {}),
        file_entry(out / "features.parquet", dataset="features", rows=features),
    ]
    if tried:
        days = write_kpis(tried.own[0], edition, out / "kpis.csv")
        entries.append(file_entry(out / "kpis.csv", dataset="kpis", rows=days))
    (out / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    (out / REPORT).write_text(html_report(card), encoding="utf-8")
    write_manifest(out, _content(edition, card, entries))
    return rows


def _content(
    edition: Edition, card: dict[str, Any], entries: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "as_of": edition.as_of.isoformat(),
        "model_tag": edition.model_tag,
        "chosen_because": card["chosen_because"],
        "feature_schema_version": FEATURES_VERSION,
        "computed_at": edition.computed_at.isoformat(),
        "git_revision": git_revision(),
        "model_card": CARD,
        "files": entries,
    }


def write_kpis(trial: Trial, edition: Edition, path: Path) -> int:
    """Number of days written: the demand of the last days, and how far off forecasts of them were.

    The forecasts are those of the backtest's latest origin, which had not seen these days.
    """
    actual, told = trial.origin.actual, trial.forecast.mean
    days = len(actual)
    first = edition.as_of - timedelta(days=days - 1)
    columns = {
        "full_date": pa.array([first + timedelta(days=day) for day in range(days)], pa.date32()),
        "total_demand": pa.array(actual.sum(axis=1).round(4)),
        "forecast_wape": _each(wape, actual, told),
        "forecast_bias": _each(bias, actual, told),
        "forecast_mape": _each(mape, actual, told),
        "forecast_mape_coverage": pa.array([_rounded(defined_share(day)) for day in actual]),
        "computed_at": pa.array([edition.computed_at.isoformat()] * days),
    }
    csv.write_csv(pa.table(columns), path, csv.WriteOptions(quoting_style="needed"))
    return days


def _each(measure: Any, actual: Any, told: Any) -> pa.Array:
    """The measure of each day over all pairs; missing where it has no denominator."""
    values = [_rounded(measure(day, said)) for day, said in zip(actual, told, strict=True)]
    return pa.array(values, pa.float64())


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
