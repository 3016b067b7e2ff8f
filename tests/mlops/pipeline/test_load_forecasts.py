"""A load of forecasts from file to champion."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.mlops.pipeline import bad_files as bad
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import (
    AS_OF,
    COMPUTED_AT,
    INACTIVE,
    SCHEMA,
    forecast_rows,
    write_csv,
    write_parquet,
)
from tests.mlops.pipeline.published import champion, fingerprint, leftovers, query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]
ROWS = 2 * 2 * 5  # two active items, two sites, five days


@pytest.mark.parametrize(("write", "name"), [(write_parquet, "f.parquet"), (write_csv, "f.csv")])
def test_publishes_every_row_of_a_good_file(
    load_forecasts: Load, tmp_path: Path, write: Callable[[Path], Path], name: str
) -> None:
    outcome = load_forecasts(write(tmp_path / name), "--json")

    (run,) = json.loads(outcome.out)["runs"]
    assert outcome.code == 0
    assert (run["rows_read"], run["rows_loaded"]) == (ROWS, ROWS)
    assert (run["rows_rejected"], run["rows_duplicate"]) == (0, 0)
    assert champion() == (run["run_id"], ROWS)
    assert leftovers() == []


def test_keeps_the_values_of_the_file(load_forecasts: Load, tmp_path: Path) -> None:
    load_forecasts(write_parquet(tmp_path / "f.parquet", forecast_rows(level=1.25)))

    found = query(
        "SELECT i.sku, s.code, f.yhat, f.yhat_lower, f.yhat_upper, f.as_of, f.computed_at"
        " FROM analytics.forecasts f JOIN core.dim_item i USING (item_id)"
        " JOIN core.dim_site s USING (site_id) WHERE f.full_date = %s AND sku = '0012'"
        " ORDER BY s.code",
        AS_OF + timedelta(days=2),
    )
    # level 1.25, two days ahead: yhat 1.25 + 2, lower 1.25, upper 1.25 + 4
    values = (Decimal("3.25"), Decimal("1.25"), Decimal("5.25"), AS_OF, COMPUTED_AT)
    assert found == [("0012", "BA01", *values), ("0012", "SP01", *values)]


def test_takes_the_ids_of_the_specification_in_place_of_codes(
    load_forecasts: Load, tmp_path: Path
) -> None:
    ids = dict(query("SELECT sku, item_id FROM core.dim_item"))
    sites = dict(query("SELECT code, site_id FROM core.dim_site"))
    rows = [
        {"item_id": ids[row.pop("sku")], "site_id": sites[row.pop("site_code")], **row}
        for row in forecast_rows()
    ]
    by_id = [pa.field("item_id", pa.int64()), pa.field("site_id", pa.int32())]
    schema = pa.schema([*SCHEMA.remove(2).remove(1), *by_id])

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet", rows, schema=schema))

    assert outcome.code == 0
    assert champion() is not None


def test_writes_run_and_audit_row_with_the_publication(
    load_forecasts: Load, tmp_path: Path
) -> None:
    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet"), "--json")

    (run,) = json.loads(outcome.out)["runs"]
    saved = query(
        "SELECT status, rows_read, rows_loaded, as_of, sha256 FROM support.load_runs"
        " WHERE run_id = %s",
        run["run_id"],
    )
    audited = query(
        "SELECT action, entity_key, details->>'sha256' FROM support.audit_logs"
        " WHERE entity_type = 'load_run' ORDER BY audit_id DESC LIMIT 1"
    )
    assert saved == [("PUBLISHED", ROWS, ROWS, AS_OF, run["sha256"])]
    assert audited == [("LOAD_PUBLISHED", "forecasts", run["sha256"])]


def test_second_identical_file_changes_nothing(load_forecasts: Load, tmp_path: Path) -> None:
    file = write_parquet(tmp_path / "f.parquet")
    load_forecasts(file)
    before = fingerprint()

    outcome = load_forecasts(file)

    assert outcome.code == 0
    assert "ALREADY_PUBLISHED" in outcome.out
    assert fingerprint() == before


def test_forced_reload_publishes_a_new_run(load_forecasts: Load, tmp_path: Path) -> None:
    file = write_parquet(tmp_path / "f.parquet")
    load_forecasts(file)
    first = champion()

    outcome = load_forecasts(file, "--force")

    assert outcome.code == 0
    assert champion() != first
    assert query("SELECT count(*) FROM analytics.model_runs WHERE status = 'CHAMPION'") == [(1,)]


def test_newer_file_retires_the_champion_and_keeps_it(load_forecasts: Load, tmp_path: Path) -> None:
    load_forecasts(write_parquet(tmp_path / "a.parquet"))
    first = champion()
    newer = forecast_rows(level=9, computed_at=COMPUTED_AT + timedelta(hours=1))

    load_forecasts(write_parquet(tmp_path / "b.parquet", newer))

    assert first is not None
    assert champion() not in (None, first)
    kept = query("SELECT status FROM analytics.model_runs WHERE run_id = %s", first[0])
    assert kept == [("RETIRED",)]


def test_dry_run_tells_the_result_and_publishes_nothing(
    load_forecasts: Load, tmp_path: Path
) -> None:
    before = fingerprint()

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet"), "--dry-run", "--json")

    told = json.loads(outcome.out)
    assert (told["dry_run"], told["runs"][0]["rows_loaded"]) == (True, ROWS)
    assert fingerprint() == before
    assert leftovers() == []


def test_publishes_with_refused_rows_within_the_limit(load_forecasts: Load, tmp_path: Path) -> None:
    rows = forecast_rows()
    rows[3]["yhat"] = float("nan")
    rows[7]["sku"] = "NOPE"

    outcome = load_forecasts(
        write_parquet(tmp_path / "f.parquet", rows), "--max-rejects", 2, "--json"
    )

    (run,) = json.loads(outcome.out)["runs"]
    assert (run["rows_read"], run["rows_loaded"], run["rows_rejected"]) == (ROWS, ROWS - 2, 2)
    rejects = query(
        "SELECT row_no, column_name, code, value FROM staging.load_rejects WHERE run_id = %s"
        " ORDER BY row_no",
        run["run_id"],
    )
    assert rejects == [(4, "yhat", "NAN", "nan"), (8, "sku", "UNKNOWN_KEY", "NOPE")]


def test_counts_exact_duplicates_once(load_forecasts: Load, tmp_path: Path) -> None:
    rows = forecast_rows()

    outcome = load_forecasts(
        write_parquet(tmp_path / "f.parquet", [*rows, rows[0], rows[0]]), "--json"
    )

    (run,) = json.loads(outcome.out)["runs"]
    assert (run["rows_read"], run["rows_loaded"], run["rows_duplicate"]) == (ROWS + 2, ROWS, 2)


SMALL = [
    ("rounded", 2.00001, "2.0000", 1),
    ("rounded to nothing", 0.00001, "0.0000", 1),
    ("far below the last decimal", 1e-9, "0.0000", 1),
    ("noise of a float", 2.0000000001, "2.0000", 0),
]


@pytest.mark.parametrize(
    ("value", "kept", "counted"), [case[1:] for case in SMALL], ids=[case[0] for case in SMALL]
)
def test_counts_what_four_decimals_cannot_hold(
    load_forecasts: Load, tmp_path: Path, value: float, kept: str, counted: int
) -> None:
    rows = [{**forecast_rows()[0], "yhat": value, "yhat_lower": 0.0}]

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet", rows), "--json")

    (run,) = json.loads(outcome.out)["runs"]
    assert run["details"]["warnings"].get("ROUNDED", 0) == counted
    assert query("SELECT yhat FROM analytics.forecasts") == [(Decimal(kept),)]


def test_counts_inactive_items_and_loads_them(load_forecasts: Load, tmp_path: Path) -> None:
    rows = forecast_rows()
    rows.append({**rows[1], "sku": INACTIVE})

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet", rows), "--json")

    (run,) = json.loads(outcome.out)["runs"]
    assert run["details"]["warnings"] == {"INACTIVE": 1}
    assert run["rows_loaded"] == ROWS + 1


def test_counts_columns_that_it_was_told_to_leave_out(load_forecasts: Load, tmp_path: Path) -> None:
    file = bad.added("note", pa.array(["x"] * ROWS))(tmp_path)

    outcome = load_forecasts(file, "--ignore-columns", "note", "--json")

    (run,) = json.loads(outcome.out)["runs"]
    assert run["details"]["warnings"] == {"IGNORED_COLUMN": 1}
    assert run["details"]["ignored_columns"] == ["note"]


def told_again(path: Path, rows: list[dict[str, Any]], form: str) -> Path:
    """The rows once more: under another name, in another order, otherwise compressed."""
    match form:
        case "name":
            return write_parquet(path / "other_name.parquet", rows)
        case "order":
            return write_parquet(path / "b.parquet", rows[::-1])
        case _:
            return write_parquet(path / "b.parquet", rows, compression="zstd")


@pytest.mark.parametrize("form", ["order", "compression"])
def test_the_same_rows_in_another_file_are_a_run_of_the_same_figures(
    load_forecasts: Load, tmp_path: Path, form: str
) -> None:
    """Only the bytes of a file say that it is known; see docs/data-engineers.md."""
    rows = forecast_rows()
    load_forecasts(write_parquet(tmp_path / "a.parquet", rows))
    before = figures()

    outcome = load_forecasts(told_again(tmp_path, rows, form))

    assert (outcome.code, "PUBLISHED" in outcome.out) == (0, True)
    assert figures() == before
    assert query("SELECT count(*) FROM analytics.model_runs WHERE status = 'CHAMPION'") == [(1,)]


def test_the_same_bytes_under_another_name_are_known(load_forecasts: Load, tmp_path: Path) -> None:
    rows = forecast_rows()
    load_forecasts(write_parquet(tmp_path / "a.parquet", rows))
    before = fingerprint()

    outcome = load_forecasts(told_again(tmp_path, rows, "name"))

    assert (outcome.code, "ALREADY_PUBLISHED" in outcome.out) == (0, True)
    assert fingerprint() == before


def figures() -> list[tuple[Any, ...]]:
    """What readers see of the champion, without the run's number."""
    return query(
        "SELECT item_id, site_id, full_date, horizon_days, yhat, yhat_lower, yhat_upper,"
        " f.model_tag, f.computed_at FROM analytics.forecasts f JOIN analytics.model_runs r"
        " USING (run_id) WHERE r.status = 'CHAMPION' ORDER BY 1, 2, 3, 4"
    )


def test_refreshes_the_view_for_bi_tools(load_forecasts: Load, tmp_path: Path) -> None:
    load_forecasts(write_parquet(tmp_path / "f.parquet"))

    assert query("SELECT count(*) FROM analytics.mv_forecasts_latest") == [(ROWS,)]


def test_tells_when_a_view_could_not_be_refreshed(load_forecasts: Load, tmp_path: Path) -> None:
    query("SELECT 1")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER FUNCTION analytics.refresh_view(TEXT) RENAME TO hidden_view")
    try:
        outcome = load_forecasts(write_parquet(tmp_path / "f.parquet"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER FUNCTION analytics.hidden_view(TEXT) RENAME TO refresh_view")

    assert outcome.code == 79
    assert "was not refreshed" in outcome.out
    assert champion() is not None
