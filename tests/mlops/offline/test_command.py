"""The command and the file it hands over."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.offline import export
from mlops.offline.__main__ import main
from mlops.offline.export import Edition, forecast_export
from tests.mlops.offline.worlds import Row, write_unit

AS_OF = date(2026, 6, 10)
STAMP = "2026-06-11T03:00:00+00:00"


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: list[Row] = [
        (sku, site, AS_OF - timedelta(days=back), float(1 + back % 5), float(back % 3 == 0))
        for sku, site, step in (("A", "S1", 1), ("A", "S2", 3), ("B", "S1", 11))
        for back in range(0, 300, step)
    ]
    return write_unit(tmp_path_factory.mktemp("unit"), rows)


def run(unit: Path, out: Path, *more: str) -> Path:
    """The forecasts that the command writes for the unit."""
    fixed = ["--quiet", "--computed-at", STAMP]
    arguments = ["forecast", "--source", str(unit), "--out", str(out), *fixed, *more]
    assert main(arguments) == 0
    return out / "forecasts.parquet"


def test_each_future_date_appears_once_per_pair(unit: Path, tmp_path: Path) -> None:
    rows = pd.read_parquet(run(unit, tmp_path))
    dates = pd.to_datetime(rows["full_date"])
    assert len(rows) == 3 * 90
    assert not rows.duplicated(["full_date", "sku", "site_code"]).any()
    assert dates.min() == pd.Timestamp("2026-06-11")
    assert dates.max() == pd.Timestamp("2026-09-08")


@pytest.mark.parametrize(
    ("lead", "label"),
    [(1, 7), (7, 7), (8, 30), (30, 30), (31, 60), (60, 60), (61, 90), (90, 90)],
)
def test_a_date_is_labelled_with_the_smallest_horizon_that_covers_it(
    unit: Path, tmp_path: Path, lead: int, label: int
) -> None:
    rows = pd.read_parquet(run(unit, tmp_path))
    chosen = rows[
        pd.to_datetime(rows["full_date"]) == pd.Timestamp(AS_OF) + pd.Timedelta(lead, "D")
    ]
    assert chosen["horizon_days"].tolist() == [label] * 3


def test_horizons_can_be_chosen(unit: Path, tmp_path: Path) -> None:
    rows = pd.read_parquet(run(unit, tmp_path, "--horizons", "14,5"))
    assert rows.groupby("horizon_days").size().to_dict() == {5: 3 * 5, 14: 3 * 9}


def test_columns_types_and_metadata_are_the_agreed_ones(unit: Path, tmp_path: Path) -> None:
    schema = pq.read_schema(run(unit, tmp_path))
    expected = {
        "full_date": pa.date32(),
        "sku": pa.string(),
        "site_code": pa.string(),
        "horizon_days": pa.int16(),
        "yhat": pa.float64(),
        "yhat_lower": pa.float64(),
        "yhat_upper": pa.float64(),
        "confidence_level": pa.float64(),
        "model_tag": pa.string(),
        "as_of": pa.date32(),
        "computed_at": pa.timestamp("us", tz="UTC"),
    }
    assert dict(zip(schema.names, schema.types, strict=True)) == expected
    assert schema.metadata[b"nova.schema_version"] == b"1.0"


def test_bounds_are_ordered_and_rounded_to_four_decimals(unit: Path, tmp_path: Path) -> None:
    rows = pd.read_parquet(run(unit, tmp_path))
    assert (rows["yhat_lower"] >= 0).all()
    assert (rows["yhat_lower"] <= rows["yhat"]).all()
    assert (rows["yhat"] <= rows["yhat_upper"]).all()
    figures = rows[["yhat", "yhat_lower", "yhat_upper"]]
    assert (figures == figures.round(4)).all(axis=None)


def test_constant_columns_say_what_the_run_was(unit: Path, tmp_path: Path) -> None:
    rows = pd.read_parquet(run(unit, tmp_path, "--confidence-level", "0.9"))
    assert set(rows["model_tag"]) == {"tsb_nb_v1"}
    assert set(rows["confidence_level"]) == {0.9}
    assert set(rows["as_of"]) == {AS_OF}
    assert set(rows["computed_at"]) == {pd.Timestamp(STAMP)}


def test_the_manifest_tells_the_truth(unit: Path, tmp_path: Path) -> None:
    path = run(unit, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest == {
        "version": 1,
        "source": "mlops.offline",
        "as_of": "2026-06-10",
        "model_tag": "tsb_nb_v1",
        "schema_version": "1.0",
        "computed_at": STAMP,
        "files": [
            {
                "name": "forecasts.parquet",
                "dataset": "forecasts",
                "rows": 270,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
        ],
    }


def test_the_same_input_gives_the_same_bytes(unit: Path, tmp_path: Path) -> None:
    first, again = run(unit, tmp_path / "first"), run(unit, tmp_path / "again")
    assert first.read_bytes() == again.read_bytes()


def test_what_happens_after_as_of_changes_nothing(tmp_path: Path) -> None:
    past: list[Row] = [("A", "S", AS_OF - timedelta(days=d), 2.0, 0.0) for d in range(0, 200, 3)]
    future: list[Row] = [("A", "S", AS_OF + timedelta(days=d), 500.0, 9.0) for d in range(1, 60)]
    alone = run(write_unit(tmp_path / "u1", past), tmp_path / "a", "--as-of", "2026-06-10")
    both = run(write_unit(tmp_path / "u2", past + future), tmp_path / "b", "--as-of", "2026-06-10")
    assert alone.read_bytes() == both.read_bytes()


@pytest.mark.parametrize(
    ("model", "tag"),
    [("tsb_nb", "tsb_nb_v1"), ("seasonal_naive", "seasonal_naive_7_v1"), ("zero", "zero_v1")],
)
def test_the_model_can_be_chosen(unit: Path, tmp_path: Path, model: str, tag: str) -> None:
    rows = pd.read_parquet(run(unit, tmp_path, "--model", model))
    assert set(rows["model_tag"]) == {tag}


@pytest.mark.parametrize("position", range(11))
def test_a_flipped_byte_in_a_column_is_noticed(unit: Path, tmp_path: Path, position: int) -> None:
    path = run(unit, tmp_path)
    column = pq.ParquetFile(path).metadata.row_group(0).column(position)
    start = column.dictionary_page_offset or column.data_page_offset
    content = bytearray(path.read_bytes())
    content[start + column.total_compressed_size - 1] ^= 0xFF
    (tmp_path / "damaged.parquet").write_bytes(content)
    pq.read_table(path, page_checksum_verification=True)
    with pytest.raises((OSError, pa.ArrowException), match=r"(?i)crc|checksum"):
        pq.read_table(tmp_path / "damaged.parquet", page_checksum_verification=True)


def test_a_failed_run_leaves_the_earlier_file_alone(unit: Path, tmp_path: Path) -> None:
    before = run(unit, tmp_path).read_bytes()
    edition = Edition(AS_OF, (7,), "half_v1", 0.95, datetime(2026, 6, 12, tzinfo=UTC))
    with pytest.raises(RuntimeError, match="power cut"), forecast_export(tmp_path, edition):
        raise RuntimeError("power cut")
    assert (tmp_path / "forecasts.parquet").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "forecasts.parquet",
        "manifest.json",
    ]


def test_a_backtest_stands_in_the_manifest_where_there_is_one(unit: Path, tmp_path: Path) -> None:
    measured = {"metric": "wape", "value": 0.41, "cells": 182000, "folds": 4}
    (tmp_path / "backtest.json").write_text(json.dumps(measured))
    run(unit, tmp_path / "with", "--backtest", str(tmp_path / "backtest.json"))
    run(unit, tmp_path / "without")
    told = [
        json.loads((tmp_path / name / "manifest.json").read_text())["files"][0].get("backtest")
        for name in ("with", "without")
    ]
    assert told == [measured, None]


def test_a_backtest_that_is_none_is_refused(
    unit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "backtest.json").write_text('{"metric": "wape", "value": -1}')
    with pytest.raises(SystemExit) as ended:
        run(unit, tmp_path / "out", "--backtest", str(tmp_path / "backtest.json"))
    assert ended.value.code == 2
    assert "backtest must be an object of metric, value, cells, folds" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_later_run_replaces_file_and_manifest(unit: Path, tmp_path: Path) -> None:
    run(unit, tmp_path)
    path = run(unit, tmp_path, "--horizons", "7")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["files"][0]["rows"] == pq.ParquetFile(path).metadata.num_rows == 21


def test_row_groups_stay_small(unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "ROW_GROUP_ROWS", 100)
    metadata = pq.ParquetFile(run(unit, tmp_path)).metadata
    sizes = [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]
    assert sizes == [100, 100, 70]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--horizons", "0,7"],
        ["--horizons", "9999"],
        ["--horizons", "a"],
        ["--confidence-level", "95"],
        ["--computed-at", "2026-06-11T03:00:00"],
        ["--as-of", "10/06/2026"],
        ["--model", "oracle"],
    ],
)
def test_wrong_arguments_exit_with_two(unit: Path, tmp_path: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["forecast", "--source", str(unit), "--out", str(tmp_path), *wrong])
    assert refused.value.code == 2


def test_a_database_source_without_a_url_exits_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(SystemExit) as refused:
        main(["forecast", "--out", str(tmp_path)])
    assert refused.value.code == 2


def test_a_missing_unit_fails_with_a_message_and_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["forecast", "--source", str(tmp_path / "none"), "--out", str(out), "--quiet"]
    assert main(arguments) == 1
    assert "forecast failed" in capsys.readouterr().err
    assert not out.exists()


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["forecast", "--help"])
    assert left.value.code == 0
    assert "examples:" in capsys.readouterr().out


def test_offline_code_loads_without_django() -> None:
    program = "import sys, mlops.offline.__main__; print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
