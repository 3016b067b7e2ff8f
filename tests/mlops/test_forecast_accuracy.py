"""Scores of a simulated company's forecasts, found again from its files with numpy and pandas."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.models import ForecastAccuracy, ForecastAccuracyDaily
from mlops.offline.__main__ import main as offline
from mlops.sources.simulator import simulate
from tests.mlops.pipeline.conftest import Run
from tests.mlops.pipeline.published import query

END, AS_OF = date(2026, 8, 31), date(2026, 5, 20)  # 103 days of which the forecasts name 100
HORIZONS = "7,30,60,100"
BUCKETS = {"1-7": (1, 7), "8-14": (8, 14), "15-30": (15, 30), "31-60": (31, 60)}
BUCKETS |= {"61-90": (61, 90), "91+": (91, 9999), "ALL": (1, 9999)}
DIMENSIONS = {"SITE": "site_code", "REGION": "region", "FAMILY": "family", "ABC": "abc_class"}
SIX = Decimal("0.000001")


@pytest.fixture
def unit(empty_world: None, run_command: Run, tmp_path: Path) -> Path:
    """A company of 430 days and a forecast made 103 days before their end, both loaded."""
    folder, out = tmp_path / "unit", tmp_path / "out"
    simulate(items=24, sites=3, days=430, seed=11, end_date=END, out=folder)
    assert run_command("load_all", folder).code == 0
    assert offline([
        "forecast", "--source", str(folder), "--as-of", AS_OF.isoformat(), "--out", str(out),
        "--horizons", HORIZONS, "--confidence-level", "0.8", "--quiet",
        "--computed-at", datetime(2026, 5, 21, 3, tzinfo=UTC).isoformat(),
    ]) == 0  # fmt: skip
    assert run_command("load_forecasts", out / "forecasts.parquet").code == 0
    return tmp_path


def test_every_stored_figure_is_found_again_from_the_files(unit: Path, run_command: Run) -> None:
    outcome = run_command("score_forecasts")
    assert outcome.code == 0, outcome.err

    cells = cells_of(unit)
    expected = {
        (bucket, dimension, segment): figures(part[part.lead.between(*BUCKETS[bucket])])
        for bucket, (dimension, segment, part) in product(BUCKETS, segments(cells))
    }
    stored = {
        (row.lead_bucket, row.dimension, row.segment): row for row in ForecastAccuracy.objects.all()
    }
    assert len(expected) > 7 * 8
    assert stored.keys() == expected.keys()
    for key, found in expected.items():
        assert {name: getattr(stored[key], name) for name in found} == found, key


def test_every_day_is_found_again_from_the_files(unit: Path, run_command: Run) -> None:
    assert run_command("score_forecasts").code == 0
    cells = cells_of(unit)
    days = cells.assign(absolute=cells.error.abs()).groupby("full_date")
    expected = days[["actual", "error", "absolute"]].sum().round(4)
    stored = ForecastAccuracyDaily.objects.order_by("full_date").values_list(
        "actual", "error", "absolute_error"
    )
    assert len(stored) == 100
    assert [tuple(map(float, row)) for row in stored] == [*expected.itertuples(index=False)]


def test_scores_stay_when_the_rows_of_their_run_go(unit: Path, run_command: Run) -> None:
    """Three more runs, so that the first is neither the champion nor the one before it."""
    assert run_command("score_forecasts").code == 0
    (first,) = {row.forecast_run_id for row in ForecastAccuracy.objects.all()}
    kept = list(ForecastAccuracy.objects.filter(forecast_run_id=first).order_by("pk").values())
    for hour in (4, 5):
        manifest = unit / "out" / "manifest.json"
        assert offline([
            "forecast", "--source", str(unit / "unit"), "--as-of", AS_OF.isoformat(),
            "--out", str(manifest.parent), "--horizons", HORIZONS, "--quiet",
            "--computed-at", datetime(2026, 5, 21, hour, tzinfo=UTC).isoformat(),
        ]) == 0  # fmt: skip
        assert run_command("load_forecasts", manifest.parent / "forecasts.parquet").code == 0
    assert run_command("prune_loads", "--keep-runs", "0").code == 0
    held = query("SELECT count(*) FROM analytics.forecasts WHERE run_id = %s", first)
    assert held == [(0,)]

    assert run_command("score_forecasts").code == 0
    still = ForecastAccuracy.objects.filter(forecast_run_id=first).order_by("pk")
    assert list(still.values()) == kept
    assert len(kept) > 0
    assert run_command("score_forecasts", "--run", first).code == 66


def test_the_command_tells_the_figures_of_each_run(unit: Path, run_command: Run) -> None:
    outcome = run_command("score_forecasts", "--until", "2026-05-27", "--dry-run")
    found = figures(cells_of(unit).query("lead <= 7"))
    assert "demand is loaded up to 2026-05-27" in outcome.out
    assert f"2026-05-21 to 2026-05-27, {found['cells']:,} cells, wape {found['wape']:.3f}" in (
        outcome.out
    )
    assert not ForecastAccuracy.objects.exists()


def cells_of(folder: Path) -> pd.DataFrame:
    """A row for each forecast with what was demanded, and each series' scales, from the files."""
    wanted = daily_demand(folder)
    cells = pd.read_parquet(folder / "out" / "forecasts.parquet")
    cells = cells.sort_values("horizon_days").drop_duplicates(["sku", "site_code", "full_date"])
    cells["lead"] = [(day - AS_OF).days for day in cells.full_date]
    column: dict[Any, int] = {day: n for n, day in enumerate(wanted.columns)}
    row = {pair: n for n, pair in enumerate(wanted.index)}
    rows = [row.get(pair) for pair in zip(cells.sku, cells.site_code, strict=True)]
    units = wanted.to_numpy()
    day = np.array([column[day] for day in cells.full_date])
    same_weekday = day - 7 * -(-cells.lead.to_numpy() // 7)
    at = np.array([len(units) if n is None else n for n in rows])
    padded = np.vstack([units, np.zeros(units.shape[1])])
    cells["actual"], cells["naive"] = padded[at, day], padded[at, same_weekday]
    cells["error"] = cells.yhat - cells.actual
    year = padded[:, :364]
    change = year[:, 7:] - year[:, :-7]
    cells["absolute_scale"] = np.abs(change).mean(axis=1)[at]
    cells["squared_scale"] = (change**2).mean(axis=1)[at]
    items = pd.read_parquet(folder / "unit" / "items.parquet")[["sku", "family", "abc_class"]]
    sites = pd.read_parquet(folder / "unit" / "sites.parquet").rename(columns={"code": "site_code"})
    return cells.merge(items, on="sku").merge(sites[["site_code", "region"]], on="site_code")


def daily_demand(folder: Path) -> pd.DataFrame:
    """Units wanted: a row for each item-site, a column for each day that counts."""
    demand = pd.read_parquet(folder / "unit" / "demand.parquet")
    demand["units"] = demand.quantity + demand.unfulfilled_quantity.fillna(0)
    wide = demand.pivot_table("units", ["sku", "site_code"], "full_date", "sum", fill_value=0.0)
    days = [day.date() for day in pd.date_range(AS_OF - timedelta(days=363), END)]
    return wide.reindex(columns=days, fill_value=0.0)


def segments(cells: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    yield "ALL", "ALL", cells
    for dimension, column in DIMENSIONS.items():
        for segment, part in cells.dropna(subset=column).groupby(column):
            yield dimension, str(segment), part


def figures(cells: pd.DataFrame) -> dict[str, Any]:
    """Each figure from its definition, rounded as it is stored."""
    asked = cells[cells.actual > 0]
    total, absolute = cells.actual.sum(), cells.error.abs()
    series = [part for _, part in cells.groupby(["sku", "site_code"])]
    scaled = [part for part in series if part.absolute_scale.iloc[0] > 0]
    wape = ratio(absolute.sum(), total)
    naive = ratio((cells.naive - cells.actual).abs().sum(), total)
    covered = cells.actual.between(cells.yhat_lower, cells.yhat_upper)
    ratios = {
        "wape": wape,
        "mape": ratio((asked.error.abs() / asked.actual).sum(), len(asked)),
        "mape_coverage": len(asked) / len(cells),
        "bias": ratio(cells.error.sum(), total),
        "mase": mean(p.error.abs().mean() / p.absolute_scale.iloc[0] for p in scaled),
        "rmsse": mean(np.sqrt((p.error**2).mean() / p.squared_scale.iloc[0]) for p in scaled),
        "interval_coverage": covered.mean(),
        "nominal_coverage": cells.confidence_level.mean(),
        "pinball_lower": mean(pinball(part, "yhat_lower", 0.1) for part in scaled),
        "pinball_median": mean(pinball(part, "yhat", 0.5) for part in scaled),
        "pinball_upper": mean(pinball(part, "yhat_upper", 0.9) for part in scaled),
        "wape_naive": naive,
        "fva_naive": None if wape is None or naive is None else naive - wape,
        "fva_zero": None if wape is None else 1 - wape,
    }
    counts = {
        "cells": len(cells),
        "demand_cells": len(asked),
        "interval_cells": len(cells),
        "series": len(series),
        "unscaled_series": len(series) - len(scaled),
        "first_day": cells.full_date.min(),
        "last_day": cells.full_date.max(),
        "actual": Decimal(str(round(total, 4))),
    }
    return counts | {name: rounded(value) for name, value in ratios.items()}


def pinball(series: pd.DataFrame, column: str, quantile: float) -> float:
    over = series.actual - series[column]
    loss = np.where(over >= 0, quantile * over, (quantile - 1) * over)
    return float(loss.mean() / series.absolute_scale.iloc[0])


def ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def mean(values: Iterator[float]) -> float | None:
    listed = list(values)
    return float(np.mean(listed)) if listed else None


def rounded(value: float | None) -> Decimal | None:
    """Six decimals, halves away from zero as PostgreSQL has them; noise of floats aside."""
    if value is None:
        return None
    return Decimal(f"{value:.12f}").quantize(SIX, ROUND_HALF_UP)
