"""Values, manifests and circumstances that nobody writes on purpose: each ends with its code."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.databases import session
from tests.mlops.pipeline import bad_files as bad
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import (
    SCHEMA,
    forecast_rows,
    write_manifest,
    write_parquet,
)
from tests.mlops.pipeline.published import champion, query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]


def column_of(name: str, array: pa.Array) -> bad.Builder:
    def build(folder: Path) -> Path:
        table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA)
        table = table.set_column(SCHEMA.get_field_index(name), name, array)
        pq.write_table(table, folder / "f.parquet", write_page_checksum=True)
        return folder / "f.parquet"

    return build


ROWS = 20
NO_DAY = pa.array([2**30] * ROWS, pa.int32()).view(pa.date32())
ODD = [
    ("beyond int64", column_of("horizon_days", pa.array([2**63] * ROWS, pa.uint64()))),
    ("beyond float", column_of("yhat", pa.array([2**53 + 1] * ROWS, pa.int64()))),
    ("no UTF-8", column_of("model_tag", pa.array([b"\xff\xfe"] * ROWS).view(pa.string()))),
    ("a day without a year", column_of("full_date", NO_DAY)),
    ("1e14", bad.cell(3, yhat=1e14, yhat_upper=1e14)),
    ("computed tomorrow", bad.cell(3, computed_at=datetime.now(UTC) + timedelta(days=1))),
]  # fmt: skip


@pytest.mark.parametrize("build", [case[1] for case in ODD], ids=[case[0] for case in ODD])
def test_an_odd_value_is_refused_and_recorded(
    load_forecasts: Load, tmp_path: Path, build: bad.Builder
) -> None:
    outcome = load_forecasts(build(tmp_path))

    assert outcome.code == 65
    assert "Traceback" not in outcome.err
    assert query("SELECT status FROM support.load_runs") == [("REJECTED",)]


@pytest.mark.parametrize(
    "told", [{"entry": {"rows": "twenty"}}, {"timezone": "Foo/Bar"}, {"entry": {"rows": []}}]
)
def test_a_manifest_of_wrong_types_is_refused(
    load_forecasts: Load, tmp_path: Path, told: dict[str, object]
) -> None:
    file = write_parquet(tmp_path / "f.parquet")
    write_manifest(file, **told)

    outcome = load_forecasts(file)

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "MANIFEST")


def test_a_link_is_held_to_the_manifest_beside_it(load_forecasts: Load, tmp_path: Path) -> None:
    (tmp_path / "unit").mkdir()
    file = write_parquet(tmp_path / "elsewhere.parquet")
    link = tmp_path / "unit" / "f.parquet"
    link.symlink_to(file)
    write_manifest(link, entry={"sha256": "0" * 64})

    outcome = load_forecasts(link)

    assert outcome.err.partition(":")[0] == "HASH_MISMATCH"


def test_a_rejects_folder_that_cannot_be_written_hides_no_refusal(
    load_forecasts: Load, tmp_path: Path, settings: object
) -> None:
    settings.LOAD_REJECTS_DIR = "/dev/null/rejects"  # type: ignore[attr-defined]

    outcome = load_forecasts(bad.cell(3, sku="NOPE")(tmp_path))

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "TOO_MANY_REJECTS")
    assert query("SELECT count(*) FROM staging.load_rejects") == [(1,)]


def test_rows_refused_before_are_told_when_the_file_comes_again(
    load_forecasts: Load, tmp_path: Path
) -> None:
    file = bad.cell(3, sku="NOPE")(tmp_path)
    load_forecasts(file, "--max-rejects", 1)

    outcome = load_forecasts(file)

    assert outcome.code == 0
    assert "1 rows were refused then: --force" in outcome.out


def test_a_run_without_rows_never_becomes_champion(load_forecasts: Load, tmp_path: Path) -> None:
    rows = forecast_rows(sku="NOPE")

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet", rows), "--max-rejects", 20)

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "EMPTY_FILE")
    assert champion() is None


def test_demand_of_tomorrow_is_refused(run_command: Load, tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 - past midnight in any zone
    path.write_text(f"full_date,sku,site_code,quantity\n{tomorrow},0012,BA01,3\n")

    outcome = run_command("load_dataset", "demand", path)

    assert outcome.code == 65
    assert query("SELECT code FROM staging.load_rejects") == [("DATE_RANGE",)]


def test_a_dimension_that_somebody_writes_to_is_not_waited_for_for_ever(
    load_forecasts: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops.pipeline.locks.LOCK_TRIES", 3)
    with session("nova_owner") as writer:
        writer.execute("UPDATE core.dim_item SET name = name")

        outcome = load_forecasts(write_parquet(tmp_path / "f.parquet"))

    assert (outcome.code, outcome.err.partition(":")[0]) == (75, "LOCKED")


def test_others_may_write_audit_rows_while_a_unit_is_loading(
    run_command: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlops.pipeline.unit_load import UnitLoad

    (tmp_path / "sites.csv").write_text("code,name\nNEW,New\n")
    (tmp_path / "items.csv").write_text("sku,name,unit_measure\nN-1,Porca,UN\n")
    files = [{"name": f"{name}.csv", "dataset": name} for name in ("sites", "items")]
    (tmp_path / "manifest.json").write_text(json.dumps({"version": 1, "files": files}))
    written = []
    record_one = UnitLoad.record

    def probing(*arguments: object) -> None:
        record_one(*arguments)  # type: ignore[arg-type]
        with session("nova_api") as other:
            other.execute("SET statement_timeout = '1s'")
            other.execute("INSERT INTO support.audit_logs (actor, action) VALUES ('x', 'PROBE')")
            written.append(True)

    monkeypatch.setattr(UnitLoad, "record", probing)

    outcome = run_command("load_all", tmp_path)

    assert outcome.code == 0
    assert written == [True, True]


def test_a_model_that_knows_a_day_after_it_was_computed_is_refused(
    load_forecasts: Load, tmp_path: Path
) -> None:
    rows = forecast_rows(days=3)
    early = rows[0]["computed_at"] - timedelta(days=3)
    for row in rows:
        row |= {"as_of": row["full_date"] - timedelta(days=1), "computed_at": early}
    schema = SCHEMA.append(pa.field("as_of", pa.date32()))

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet", rows[:1], schema=schema))

    assert outcome.code == 65
    assert query("SELECT column_name, code FROM staging.load_rejects") == [("as_of", "DATE_ORDER")]
