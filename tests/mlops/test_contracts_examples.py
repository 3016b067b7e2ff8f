"""Example files hold their contracts, and schema and load refuse the same rows."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.contracts import ARROW_TYPES, NUMERIC_LIMIT, Column, Dataset, Kind
from mlops.datasets import DATASETS
from nova.settings.env import BASE_DIR
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.published import fingerprint, query
from tests.mlops.test_contracts import as_json, faults

Run = Callable[..., Outcome]

EVERY = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)


@pytest.fixture
def unit(run_command: Run, tmp_path: Path) -> Path:
    """Everything that --out writes."""
    folder = tmp_path / "contracts"
    outcome = run_command("contracts", "--out", folder)
    assert outcome.out == f"{2 * len(DATASETS) + 1} files in {folder}\n"
    return folder


def test_the_exported_folder_is_a_unit_that_an_empty_database_takes(
    empty_world: None, unit: Path, run_command: Run, settings: object
) -> None:
    settings.LOAD_REQUIRE_CHECKSUMS = True  # type: ignore[attr-defined]
    before = fingerprint()
    outcome = run_command("load_all", unit, "--dry-run", "--json")
    runs = json.loads(outcome.out)["runs"]
    assert outcome.code == 0, outcome.err
    assert [run["dataset"] for run in runs] == list(DATASETS)
    for run in runs:
        assert run["rows_read"] == run["rows_loaded"] == 3, run["dataset"]
        assert run["details"]["warnings"] == {}, run["dataset"]
        assert run["schema_version"] in DATASETS[run["dataset"]].schema_versions
    assert fingerprint() == before


@EVERY
def test_each_example_row_holds_its_schema_with_every_column_filled(
    dataset: Dataset, unit: Path
) -> None:
    schema = json.loads((unit / f"{dataset.name}.schema.json").read_text(encoding="utf-8"))
    rows = pq.read_table(unit / f"{dataset.name}.parquet").to_pylist()
    assert schema["title"] == dataset.title
    assert len(rows) == 3
    for row in rows:
        assert faults(dataset, as_json(row)) == []
        assert [name for name, cell in row.items() if cell is None] == []
        assert row.keys() == {column.name for column in dataset.columns}


def test_what_is_in_the_folder_already_is_never_written_over(unit: Path, run_command: Run) -> None:
    manifest = (unit / "manifest.json").read_bytes()
    with pytest.raises(Exception, match="is not empty"):
        run_command("contracts", "--out", unit)
    assert (unit / "manifest.json").read_bytes() == manifest


def write_manifest(folder: Path, suffix: str) -> None:
    files = [{"name": f"{name}.{suffix}", "dataset": name} for name in DATASETS]
    (folder / "manifest.json").write_text(json.dumps({"files": files}))


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_single_examples_name_what_the_database_has_and_pass_a_dry_run(
    empty_world: None, unit: Path, suffix: str, run_command: Run, tmp_path: Path
) -> None:
    assert run_command("load_all", unit).code == 0
    for name in DATASETS:
        file = tmp_path / f"{name}.{suffix}"
        assert run_command("contracts", name, "--example", file).out == f"{file}\n"
    write_manifest(tmp_path, suffix)
    outcome = run_command("load_all", tmp_path, "--dry-run", "--force", "--json")
    assert outcome.code == 0, outcome.err
    assert [run["rows_loaded"] for run in json.loads(outcome.out)["runs"]] == [3] * len(DATASETS)


def test_an_example_without_a_row_to_name_says_that_its_codes_are_placeholders(
    empty_world: None, run_command: Run, tmp_path: Path
) -> None:
    file = tmp_path / "demand.parquet"
    told = run_command("contracts", "demand", "--example", file).out
    assert "its codes are placeholders" in told
    assert pq.read_table(file)["sku"].to_pylist() == [f"EXAMPLE-ITEMS-{n}" for n in (1, 2, 3)]


def test_contracts_need_no_database(tmp_path: Path) -> None:
    file = tmp_path / "demand.csv"
    elsewhere = {
        "DJANGO_SETTINGS_MODULE": "nova.settings.dev",
        "DATABASE_URL": "postgresql://nova_loader:x@127.0.0.1:1/nova",  # where nobody listens
    }
    for arguments in (["--out", tmp_path / "out"], ["demand", "--example", file]):
        done = subprocess.run(
            [sys.executable, "manage.py", "contracts", *map(str, arguments)],
            cwd=BASE_DIR, env={**os.environ, **elsewhere},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "manifest.json").is_file()
    assert "EXAMPLE-ITEMS-1" in file.read_text(encoding="utf-8")


def test_an_example_names_active_rows_alone(
    company: None, run_command: Run, tmp_path: Path
) -> None:
    file = tmp_path / "inventory.parquet"
    run_command("contracts", "inventory", "--example", file)
    active = {sku for (sku,) in query("SELECT sku FROM core.dim_item WHERE active")}
    assert len(active) == 2
    assert set(pq.read_table(file)["sku"].to_pylist()) == active


def bad_cells(column: Column) -> Iterator[Any]:
    """Cells that a contract refuses and parquet can hold; only a load can judge days."""
    if not column.nullable:
        yield None
    if column.choices:
        yield "NONE OF THEM"
    match column.kind:
        case Kind.TEXT | Kind.CODE:
            yield "x" * (column.max_length + 1)
        case Kind.INTEGER:
            yield int((2**31 - 1) if column.high is None else column.high) + 1
            yield int(-(2**31) if column.low is None else column.low) - 1
        case Kind.NUMBER:
            yield 10 * NUMERIC_LIMIT if column.high is None else column.high + 0.5
            yield -10 * NUMERIC_LIMIT if column.low is None else column.low - 0.5
    if column.kind is Kind.CODE:
        yield " x"


def write_bad_rows(dataset: Dataset, unit: Path, folder: Path) -> list[dict[str, Any]]:
    """Rows of the file: the first is good, in each other one cell is bad."""
    (good, *_) = pq.read_table(unit / f"{dataset.name}.parquet").to_pylist()
    bad = [{**good, column.name: cell} for column in dataset.columns for cell in bad_cells(column)]
    kinds = [(column.name, ARROW_TYPES[column.kind]) for column in dataset.columns]
    table = pa.Table.from_pylist([good, *bad], schema=pa.schema(kinds))
    pq.write_table(table, folder / f"{dataset.name}.parquet", write_page_checksum=True)
    return [good, *bad]


def test_schema_and_load_refuse_the_same_rows(
    empty_world: None, unit: Path, run_command: Run, tmp_path: Path
) -> None:
    rows = {name: write_bad_rows(dataset, unit, tmp_path) for name, dataset in DATASETS.items()}
    write_manifest(tmp_path, "parquet")

    outcome = run_command("load_all", tmp_path, "--dry-run", "--max-rejects", 1000, "--json")

    assert outcome.code == 0, outcome.err
    runs = json.loads(outcome.out)["runs"]
    assert [run["dataset"] for run in runs] == list(DATASETS)
    for run in runs:
        dataset, own = DATASETS[run["dataset"]], rows[run["dataset"]]
        by_schema = {at for at, row in enumerate(own, start=1) if faults(dataset, as_json(row))}
        assert len(own) > 3, run["dataset"]
        assert by_schema == refused(run) == set(range(2, len(own) + 1)), run["dataset"]


def refused(run: dict[str, Any]) -> set[int]:
    """Rows that the load refused, from 1."""
    with Path(run["rejects_file"]).open(newline="", encoding="utf-8") as listed:
        return {int(line["row"]) for line in csv.DictReader(listed)}
