"""A unit with every dataset there is, loaded as the loader's role alone may load it."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.datasets import DATASETS
from tests.databases import start_command
from tests.mlops.pipeline.conftest import Outcome, Run
from tests.mlops.pipeline.published import fingerprint, leftovers, query

ROWS = 3  # of each example file


@pytest.fixture
def unit(empty_world: None, run_command: Run, tmp_path: Path) -> Path:
    """Example files of all datasets, and the manifest that makes them a unit."""
    folder = tmp_path / "unit"
    assert run_command("contracts", "--out", folder).code == 0
    return folder


def load_all(folder: Path) -> Outcome:
    """The load in a process of its own, as nova_loader."""
    loader = start_command("load_all", folder, "--json", LOAD_REQUIRE_CHECKSUMS="1")
    said, trouble = loader.communicate(timeout=120)
    return Outcome(loader.returncode, said, trouble)


def test_a_unit_of_every_dataset_is_one_transaction(unit: Path) -> None:
    days = query("SELECT count(*) FROM core.dim_calendar")[0][0]

    outcome = load_all(unit)

    assert outcome.code == 0, outcome.err
    runs = json.loads(outcome.out)["runs"]
    assert [(run["dataset"], run["rows_loaded"]) for run in runs] == [
        (name, ROWS) for name in DATASETS
    ]
    held = {name: query(f"SELECT count(*) FROM {d.target}") for name, d in DATASETS.items()}
    # The example days are in the calendar already.
    assert held == {name: [(ROWS,)] for name in DATASETS} | {"calendar": [(days,)]}
    # CURRENT_TIMESTAMP is the start of a transaction.
    assert query("SELECT count(*), count(DISTINCT created_at) FROM (" + begun() + ") AS begun") == [
        (ROWS * (len(DATASETS) - len(UNDATED)), 1)
    ]


UNDATED = {"calendar", "market_values"}  # rows that were there, and a table without created_at


def begun() -> str:
    """The moment kept in each row that the unit wrote."""
    tables = [dataset.target for name, dataset in DATASETS.items() if name not in UNDATED]
    return " UNION ALL ".join(f"SELECT created_at FROM {table}" for table in tables)


def test_a_unit_whose_last_file_is_bad_leaves_every_dataset_as_it_was(unit: Path) -> None:
    *_, last = DATASETS
    file = unit / f"{last}.parquet"
    table = pq.read_table(file)
    at = table.schema.get_field_index("dedupe_key")
    bad = table.set_column(at, "dedupe_key", pa.array([None] * ROWS, pa.string()))
    pq.write_table(bad, file, write_page_checksum=True)
    (unit / "manifest.json").write_text(
        json.dumps({"files": [{"name": f"{name}.parquet", "dataset": name} for name in DATASETS]})
    )
    before = fingerprint()

    outcome = load_all(unit)

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "TOO_MANY_REJECTS")
    assert (fingerprint(), leftovers()) == (before, [])
