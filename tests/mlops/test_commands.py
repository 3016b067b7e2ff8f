"""The commands of a data engineer, from a file to what is published or refused."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.management import get_commands, load_command_class

from mlops.sources.procurement.layout import HEADER
from nova.settings.env import BASE_DIR
from tests.databases import environment
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.published import champion, fingerprint, leftovers, query
from tests.mlops.sources.workbooks import purchase, write_archive, write_workbook

Run = Callable[..., Outcome]

ITEMS, SITES, DAYS = 20, 2, 60
SEED = ("--items", ITEMS, "--sites", SITES, "--days", DAYS)
WORKBOOK = BASE_DIR.parent / "shared" / "data" / "procurement.xlsx"
WITH_WORKBOOK = pytest.mark.skipif(
    not WORKBOOK.exists(),
    reason="the company's workbook isn't at ../shared/data/procurement.xlsx beside the checkout",
)
RECONCILED = (
    "SELECT dataset, status, rows_read, rows_loaded, rows_rejected, rows_duplicate, rows_set_apart"
    " FROM support.load_runs ORDER BY run_id"
)


def attempts() -> int:
    return int(query("SELECT count(*) FROM support.load_runs")[0][0])


@pytest.fixture
def seeded(empty_world: None, run_command: Run) -> Outcome:
    return run_command("seed_demo", *SEED)


def test_seed_loads_every_dataset_of_its_company_reconciled(seeded: Outcome) -> None:
    runs = {row[0]: row[1:] for row in query(RECONCILED)}

    assert seeded.code == 0, seeded.err
    assert runs.keys() == {
        "regions", "sites", "suppliers", "items", "demand", "inventory", "orders",
    }  # fmt: skip
    assert {status for status, *_ in runs.values()} == {"PUBLISHED"}
    assert all(read == loaded > 0 for _, read, loaded, *_ in runs.values())
    assert query("SELECT count(DISTINCT full_date) FROM core.fact_inventory_daily") == [(DAYS,)]
    assert (runs["items"][1], runs["sites"][1]) == (ITEMS, SITES)


TABLES = {
    "items": "core.dim_item",
    "sites": "core.dim_site",
    "suppliers": "core.dim_supplier",
    "regions": "core.dim_region",
    "demand": "core.fact_demand_daily",
    "inventory": "core.fact_inventory_daily",
    "orders": "core.fact_orders",
}


def test_seed_leaves_as_many_rows_as_it_tells(seeded: Outcome) -> None:
    told = dict(query("SELECT dataset, rows_loaded FROM support.load_runs"))
    there = {name: query(f"SELECT count(*) FROM {table}")[0][0] for name, table in TABLES.items()}
    assert there == told


def test_second_seed_of_the_same_company_changes_nothing(seeded: Outcome, run_command: Run) -> None:
    before = fingerprint()
    again = run_command("seed_demo", *SEED)
    assert again.code == 0
    assert again.out.count("ALREADY_PUBLISHED") == 7
    assert fingerprint() == before


def test_offline_forecasts_of_the_loaded_history_become_the_champion(
    seeded: Outcome, run_command: Run, tmp_path: Path
) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "mlops.offline", "forecast", "--quiet", "--out", str(tmp_path)],
        cwd=BASE_DIR, env=environment("nova_loader"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    file = tmp_path / "forecasts.parquet"

    outcome = run_command("load_forecasts", file, "--json")

    (run,) = json.loads(outcome.out)["runs"]
    rows = pq.read_metadata(file).num_rows
    pairs = query(
        "SELECT count(DISTINCT (item_id, site_id)) FROM core.fact_demand_daily"
        " JOIN core.dim_item USING (item_id) WHERE active"
    )
    assert outcome.code == 0, outcome.err
    assert rows == pairs[0][0] * 90  # 90 days ahead for each pair in use
    assert champion() == (run["run_id"], rows)
    assert query("SELECT count(*) FROM analytics.mv_forecasts_latest") == [(rows,)]


GOOD_ITEMS = "sku,name,unit_measure\nN-1,Porca,UN\nN-2,Cabo,M\n"
GOOD_SITES = "code,name\nBA09,Salvador\n"
DEMAND = "full_date,sku,site_code,quantity\n2026-03-02,N-1,BA09,{quantity}\n"


def write_unit(
    folder: Path, files: dict[str, str], *, entries: list[dict[str, Any]] | None = None
) -> Path:
    """A folder with one CSV per dataset and the manifest that names them."""
    folder.mkdir()
    named = []
    for dataset, text in files.items():
        (folder / f"{dataset}.csv").write_text(text)
        digest = sha256(text.encode()).hexdigest()
        named.append({"name": f"{dataset}.csv", "dataset": dataset, "sha256": digest})
    manifest = {"version": 1, "files": named if entries is None else entries}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def unit_of(tmp_path: Path, quantity: str) -> Path:
    # The manifest's order is not the order of loading: demand names items and sites.
    files = {"demand": DEMAND.format(quantity=quantity), "items": GOOD_ITEMS, "sites": GOOD_SITES}
    return write_unit(tmp_path / "unit", files)


def test_unit_is_published_whole(empty_world: None, run_command: Run, tmp_path: Path) -> None:
    outcome = run_command("load_all", unit_of(tmp_path, "3"), "--json")

    runs = json.loads(outcome.out)["runs"]
    assert outcome.code == 0, outcome.err
    assert [(run["dataset"], run["rows_loaded"]) for run in runs] == [
        ("sites", 1),
        ("items", 2),
        ("demand", 1),
    ]
    assert query("SELECT DISTINCT unit_id FROM support.load_runs") == [(runs[0]["run_id"],)]


def test_unit_with_one_bad_file_publishes_nothing_of_the_others(
    empty_world: None, run_command: Run, tmp_path: Path
) -> None:
    before = fingerprint()

    outcome = run_command("load_all", unit_of(tmp_path, "-3"))

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "TOO_MANY_REJECTS")
    assert fingerprint() == before
    assert query("SELECT count(*) FROM core.dim_site") == [(0,)]
    assert query("SELECT dataset, status FROM support.load_runs") == [("demand", "REJECTED")]
    assert leftovers() == []


def test_dry_run_of_a_unit_publishes_nothing(
    empty_world: None, run_command: Run, tmp_path: Path
) -> None:
    before = fingerprint()
    outcome = run_command("load_all", unit_of(tmp_path, "3"), "--dry-run")
    assert outcome.code == 0
    assert "nothing was published" in outcome.out
    assert (fingerprint(), attempts(), leftovers()) == (before, 0, [])


BAD_MANIFESTS = [
    ([{"name": "x.csv", "dataset": "secrets"}], 65, "unknown dataset 'secrets'"),
    ([{"name": "../items.csv", "dataset": "items"}], 65, "not in the folder"),
    ([{"name": "sub/items.csv", "dataset": "items"}], 65, "not in the folder"),
    ([{"name": "/etc/hostname", "dataset": "items"}], 65, "not in the folder"),
    ([{"dataset": "items"}], 65, "cannot be read"),
    ([{"name": "gone.csv", "dataset": "items"}], 66, "does not exist"),
]


@pytest.mark.parametrize(
    ("entries", "code", "words"), BAD_MANIFESTS, ids=[str(row[0][0]) for row in BAD_MANIFESTS]
)
def test_refuses_a_manifest_that_leads_astray(
    empty_world: None, run_command: Run, tmp_path: Path,
    entries: list[dict[str, Any]], code: int, words: str,
) -> None:  # fmt: skip
    (tmp_path / "items.csv").write_text(GOOD_ITEMS)
    folder = write_unit(tmp_path / "unit", {"sites": GOOD_SITES}, entries=entries)
    before = fingerprint()

    outcome = run_command("load_all", folder)

    assert outcome.code == code
    assert words in outcome.err
    assert (fingerprint(), attempts()) == (before, 0)


def test_refuses_a_folder_without_a_manifest(
    empty_world: None, run_command: Run, tmp_path: Path
) -> None:
    outcome = run_command("load_all", tmp_path)
    assert (outcome.code, outcome.err.partition(":")[0]) == (66, "NO_FILE")


@WITH_WORKBOOK
def test_every_line_of_the_companys_workbook_is_accounted_for(
    empty_world: None, run_command: Run
) -> None:
    outcome = run_command("import_procurement", WORKBOOK, "--json")

    assert outcome.code == 0, outcome.err
    # README of the workbook: 4,207 lines, 817 of them services; 18 lines of materials have no
    # dates. 14 of the duplicates are of materials, 3 of those undated: 11.
    # 4,207 - 817 - 18 - 11 = 3,361.
    (whole,) = [row for row in query(RECONCILED) if row[0] == "procurement"]
    assert whole[1:] == ("PUBLISHED", 4_207, 3_361, 18, 11, 817)
    assert query("SELECT count(*) FROM core.fact_orders") == [(3_361,)]
    listed = query(
        "SELECT count(*) FROM staging.load_rejects WHERE NOT starts_with(message, 'warning')"
    )
    assert listed == [(18 + 11 + 817,)]


@WITH_WORKBOOK
def test_second_import_of_the_workbook_changes_nothing(empty_world: None, run_command: Run) -> None:
    run_command("import_procurement", WORKBOOK)
    before = fingerprint(), attempts()
    again = run_command("import_procurement", WORKBOOK)
    assert again.code == 0
    assert "ALREADY_PUBLISHED" in again.out
    assert (fingerprint(), attempts()) == before


@WITH_WORKBOOK
def test_dry_run_of_the_workbook_publishes_nothing(empty_world: None, run_command: Run) -> None:
    before = fingerprint()
    outcome = run_command("import_procurement", WORKBOOK, "--dry-run", "--json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["runs"][0]["rows_read"] == 4_207
    assert (fingerprint(), attempts(), leftovers()) == (before, 0, [])


def text_file(path: Path) -> Path:
    path.write_text("not a workbook")
    return path


def archive_that_climbs(path: Path) -> Path:
    return write_archive(path, {"../evil.xml": b"<x/>"})


def archive_of_zeros(path: Path) -> Path:
    return write_archive(path, {"xl/worksheets/sheet1.xml": b"0" * (32 << 20)})


BAD_WORKBOOKS: list[tuple[str, Callable[[Path], Path], int]] = [
    ("CORRUPT", text_file, 65),
    ("ARCHIVE", archive_that_climbs, 65),
    ("ARCHIVE", archive_of_zeros, 65),
    ("SHEET", lambda path: write_workbook(path, [purchase()], sheet_name="Plan1"), 65),
    ("SCHEMA", lambda path: write_workbook(path, [purchase()], header=HEADER[1:]), 65),
    ("EMPTY_FILE", lambda path: write_workbook(path, []), 65),
    ("NO_FILE", lambda path: path, 66),
]


@pytest.mark.parametrize(
    ("code", "build", "exit_code"),
    BAD_WORKBOOKS,
    ids=[f"{row[0]} {row[1].__name__}" for row in BAD_WORKBOOKS],
)
def test_refuses_a_bad_workbook_and_changes_nothing(
    company: None, run_command: Run, tmp_path: Path,
    code: str, build: Callable[[Path], Path], exit_code: int,
) -> None:  # fmt: skip
    path = build(tmp_path / "compras.xlsx")
    before = fingerprint()

    outcome = run_command("import_procurement", path)

    assert (outcome.code, outcome.err.partition(":")[0]) == (exit_code, code)
    assert (fingerprint(), leftovers()) == (before, [])
    assert query("SELECT count(*) FROM support.load_runs WHERE status = 'PUBLISHED'") == [(0,)]


OURS = sorted(
    name for name, app in get_commands().items() if app in {"core", "mlops", "support", "nova"}
)


def test_the_commands_below_are_all_there_are() -> None:
    folders = (BASE_DIR / app / "management/commands" for app in ("core", "mlops", "support"))
    files = [path.stem for folder in folders for path in folder.glob("[!_]*.py")]
    assert sorted(files) == OURS
    assert len(OURS) >= 8


@pytest.mark.parametrize("name", OURS)
def test_help_of_every_command_shows_examples(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    told = command.create_parser("manage.py", name).format_help()
    _, found, examples = told.partition("examples:\n")
    assert found
    assert f"  manage.py {name}" in examples
