"""The unit that is handed over: what lies in it, and that its figures are the history's."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.offline.__main__ import main
from tests.mlops.offline.worlds import Row, write_unit

AS_OF = date(2026, 6, 10)  # a Wednesday
STAMP = "2026-06-11T03:00:00+00:00"


def demand(back: int) -> float:
    return float(1 + back % 4)


def a_unit(folder: Path, *, later: float | None = None) -> Path:
    """Item A daily for 200 days; with `later`, that much on each of ten days after as_of."""
    rows: list[Row] = [("A", "S", AS_OF - timedelta(days=b), demand(b), 0.0) for b in range(200)]
    if later is not None:
        rows += [("A", "S", AS_OF + timedelta(days=d), later, 0.0) for d in range(1, 11)]
    unit = write_unit(folder, rows)
    values = {
        "full_date": pa.array([date(2026, 4, 1), date(2026, 5, 1)], pa.date32()),
        "indicator_code": ["IPCA", "IPCA"],
        "value": [0.44, 0.61],
        "known_on": pa.array([date(2026, 5, 9), date(2026, 6, 11)], pa.date32()),
    }
    pq.write_table(pa.table(values), unit / "market_values.parquet")
    return unit


def exported(unit: Path, out: Path) -> Path:
    fixed = ["--quiet", "--computed-at", STAMP, "--as-of", AS_OF.isoformat()]
    assert main(["export", "--source", str(unit), "--out", str(out), *fixed]) == 0
    return out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hand_over")
    return exported(a_unit(folder / "unit"), folder / "out")


@pytest.fixture(scope="module")
def manifest(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "manifest.json").read_text())
    return told


def test_the_manifest_names_every_file_with_its_digest(out: Path, manifest: dict[str, Any]) -> None:
    told = {entry["dataset"]: (entry["name"], entry["sha256"]) for entry in manifest["files"]}
    assert set(told) == {"forecasts", "features", "kpis"}
    for name, digest in told.values():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_the_manifest_says_what_made_it(manifest: dict[str, Any]) -> None:
    assert manifest["as_of"] == "2026-06-10"
    assert manifest["model_tag"] == "tsb_nb_v1"
    assert manifest["chosen_because"].startswith("1 item-sites known for 200 periods")
    assert manifest["files"][0]["backtest"]["metric"] == "wape"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lag_1d", demand(0)),
        ("lag_7d", demand(6)),
        ("lag_28d", demand(27)),
        ("rolling_mean_7d", sum(demand(b) for b in range(7)) / 7),
        ("rolling_mean_30d", sum(demand(b) for b in range(30)) / 30),
        ("weekday", 3),  # 11 June 2026 is a Thursday
        ("IPCA", 0.44),  # May's 0.61 was published on the 11th, a day too late
    ],
)
def test_features_are_of_the_day_after_and_know_nothing_of_it(
    out: Path, name: str, expected: float
) -> None:
    (row,) = pq.read_table(out / "features.parquet").to_pylist()
    assert row["full_date"] == date(2026, 6, 11)
    assert row[name] == pytest.approx(expected)


def test_kpis_tell_the_demand_of_each_day(out: Path) -> None:
    kpis = pd.read_csv(out / "kpis.csv", index_col="full_date")
    assert kpis.index[-1] == "2026-06-10"
    assert kpis["total_demand"].tolist() == [demand(back) for back in range(29, -1, -1)]


def test_what_comes_after_as_of_changes_no_file(tmp_path: Path, out: Path) -> None:
    again = exported(a_unit(tmp_path / "unit", later=1000.0), tmp_path / "out")
    for path in sorted(out.iterdir()):
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_report_has_its_plots_and_tables(out: Path) -> None:
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == page.count("</svg>") == 3
    for heading in ("Accuracy", "By demand class", "Calibration", "Stock and service", "Drift"):
        assert f"<h2>{heading}</h2>" in page


def test_the_card_holds_the_model_against_its_peers(out: Path) -> None:
    card = json.loads((out / "model_card.json").read_text())
    assert set(card["backtest"]["models"]) == {"auto", "seasonal_naive", "zero"}
    assert card["backtest"]["models"]["zero"]["overall"]["wape"] == 1.0
    assert card["demand_classes"] == {"smooth": 1, "erratic": 0, "intermittent": 0, "lumpy": 0}
