"""Features in each of the forms an ML team writes, and what of them is refused."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import AS_OF
from tests.mlops.pipeline.published import query

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]

HELD = (
    "SELECT sku, site.code, full_date, features, features_store.schema_version"
    " FROM analytics.features_store"
    " JOIN analytics.model_runs USING (run_id) JOIN core.dim_item USING (item_id)"
    " LEFT JOIN core.dim_site AS site USING (site_id)"
    " WHERE status = 'CHAMPION' ORDER BY 1, 2, 3"
)
DAY = AS_OF - timedelta(days=1)


def write(path: Path, **columns: Any) -> Path:
    pq.write_table(pa.table(columns), path, write_page_checksum=True)
    return path


def days(*values: Any) -> pa.Array:
    return pa.array(values, pa.date32())


def wide(path: Path, **changed: Any) -> Path:
    columns = {
        "full_date": days(DAY, DAY),
        "sku": ["0012", "ELE-001"],
        "site_code": ["BA01", "SP01"],
        "lag_7d": pa.array([1.5, None]),
        "is_carnival": [True, False],
        "season": ['dry "season"', "wet"],
        "weeks": pa.array([3, 4], pa.int32()),
    }
    return write(path, **{**columns, **changed})


def test_a_column_for_each_feature_becomes_one_object(run_command: Run, tmp_path: Path) -> None:
    outcome = run_command("load_features", wide(tmp_path / "features.parquet"))

    assert outcome.code == 0, outcome.err
    first = {"lag_7d": 1.5, "is_carnival": True, "season": 'dry "season"', "weeks": 3}
    second = {"lag_7d": None, "is_carnival": False, "season": "wet", "weeks": 4}
    assert [(*row[:3], json.loads(row[3])) for row in query(HELD)] == [
        ("0012", "BA01", DAY, first),
        ("ELE-001", "SP01", DAY, second),
    ]


def long(path: Path, features: list[str | None], values: list[float]) -> Path:
    count = len(features)
    return write(
        path,
        full_date=days(*[DAY] * count),
        sku=["0012"] * count,
        feature=features,
        value=values,
        schema_version=["v2.0"] * count,
        computed_at=pa.array([datetime(2026, 1, 5, tzinfo=UTC)] * count),
    )


def test_a_row_for_each_feature_is_folded_into_one_object(run_command: Run, tmp_path: Path) -> None:
    file = long(tmp_path / "f.parquet", ["lag_7d", "mean_30d", "lag_7d"], [1.5, 2.25, 1.5])

    outcome = run_command("load_features", file, "--json")

    (run,) = json.loads(outcome.out)["runs"]
    counts = (run["rows_read"], run["rows_loaded"], run["rows_duplicate"])
    assert (outcome.code, counts) == (0, (3, 2, 1))
    ((sku, site, day, features, version),) = query(HELD)
    assert (sku, site, day, version) == ("0012", None, DAY, "v2.0")
    assert json.loads(features) == {"lag_7d": 1.5, "mean_30d": 2.25}


def test_a_feature_with_two_values_on_one_day_is_refused(run_command: Run, tmp_path: Path) -> None:
    file = long(tmp_path / "f.parquet", ["lag_7d", "mean_30d", "lag_7d"], [1.5, 2.25, 7.0])

    outcome = run_command("load_features", file)

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "CONFLICTING_DUPLICATE")
    assert "rows 1 and 3" in outcome.err
    assert query(HELD) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 201, "has more than 200 characters"),
        ("lag\0", "must not hold the character U+0000"),
        (None, "must not be empty"),
    ],
)
def test_a_row_whose_feature_has_no_name_for_it_is_refused(
    run_command: Run, tmp_path: Path, name: str | None, said: str
) -> None:
    file = long(tmp_path / "f.parquet", ["lag_7d", name], [1.5, 2.25])

    outcome = run_command("load_features", file)

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "TOO_MANY_REJECTS")
    assert said in outcome.err
    assert query("SELECT row_no, column_name FROM staging.load_rejects") == [(2, "feature")]


def test_a_json_column_is_taken_as_it_is(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(
        f'full_date,sku,features\n{DAY},0012,"{{""lag"": {{""7d"": 1}}}}"\n'
    )

    outcome = run_command("load_features", tmp_path / "f.csv")

    assert outcome.code == 0, outcome.err
    assert [json.loads(row[3]) for row in query(HELD)] == [{"lag": {"7d": 1}}]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"lag_7d": pa.array([float("nan"), 1.0])}, "lag_7d = 'nan' is not a number"),
        ({"lag_7d": pa.array([float("inf"), 1.0])}, "lag_7d = 'inf' is not finite"),
        ({"season": ["dry", "w\0t"]}, "must not hold the character U+0000"),
        ({"nested": pa.array([[1], [2]])}, "nest nothing"),
        ({"features": ["{}", "{}"]}, "give features or a column for each"),
        ({"x" * 201: [1, 2]}, "no names of features"),
    ],
    ids=["nan", "infinity", "nul", "nested", "both forms", "long name"],
)
def test_what_no_json_object_holds_is_refused(
    run_command: Run, tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    outcome = run_command("load_features", wide(tmp_path / "f.parquet", **changed))

    assert outcome.code == 65
    assert said in outcome.err
    assert query(HELD) == []


def test_features_of_a_csv_need_a_json_column(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(f"full_date,sku,lag_7d\n{DAY},0012,1.5\n")

    outcome = run_command("load_features", tmp_path / "f.csv")

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "SCHEMA")
    assert "a CSV tells no types" in outcome.err
