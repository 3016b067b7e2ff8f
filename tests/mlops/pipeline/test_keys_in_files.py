"""Codes of a file that the dimensions do not have, have otherwise, or would lose their form."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.mlops.pipeline import bad_files as bad
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import forecast_rows, write_csv, write_parquet
from tests.mlops.pipeline.published import fingerprint, query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]

ALMOST = [
    ("another case", "ele-001", "is almost 'ELE-001', which core.dim_item has"),
    ("a space after", "ELE-001 ", "did you mean 'ELE-001'?"),
    ("a no-break space after", "ELE-001\u00a0", "did you mean 'ELE-001'?"),
    ("a no-break space within", "CABO\u00a01", "did you mean 'CABO 1'?"),
    ("a zero-width space", "ELE-\u200b001", "did you mean 'ELE-001'?"),
    ("a soft hyphen", "ELE\u00ad-001", "did you mean 'ELE-001'?"),
    ("a decomposed letter", "CONEXA\u0303O", "did you mean 'CONEXÃO'?"),
]


@pytest.mark.parametrize(
    ("code", "words"), [case[1:] for case in ALMOST], ids=[case[0] for case in ALMOST]
)
def test_a_code_that_is_almost_right_is_refused_with_the_right_one(
    load_forecasts: Load, tmp_path: Path, code: str, words: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core.dim_item (sku, name) VALUES ('CABO 1', 'c'), ('CONEXÃO', 'c')"
        )
    before = fingerprint()

    outcome = load_forecasts(bad.cell(3, sku=code)(tmp_path))

    [(row, column, found, message)] = query(
        "SELECT row_no, column_name, code, message FROM staging.load_rejects"
    )
    assert outcome.code == 65
    assert (row, column, found) == (4, "sku", "KEY_NOT_CANONICAL")
    assert message.endswith(words)
    assert words in outcome.err
    assert fingerprint() == before


def unknown_file(folder: Path) -> Path:
    rows = forecast_rows()
    for index, code in ((3, "NOPE"), (4, "X-1"), (7, "NOPE")):
        rows[index]["sku"] = code
    rows[9]["site_code"] = "XX"
    return write_parquet(folder / "f.parquet", rows)


def test_the_distinct_unknown_keys_are_listed_with_their_rows(
    load_forecasts: Load, tmp_path: Path
) -> None:
    outcome = load_forecasts(unknown_file(tmp_path), "--json")

    told = {"sku": {"NOPE": 2, "X-1": 1}, "site_code": {"XX": 1}}
    assert "unknown sku: 'NOPE' × 2, 'X-1' × 1; unknown site_code: 'XX' × 1" in outcome.err
    assert json.loads(outcome.out)["unknown_keys"] == told
    [(kept,)] = query("SELECT details->>'unknown_keys' FROM support.load_runs")
    assert json.loads(kept) == told


def test_of_many_unknown_keys_the_first_are_named_and_the_rest_counted(
    load_forecasts: Load, tmp_path: Path
) -> None:
    rows = forecast_rows()
    for number, row in enumerate(rows):
        row["sku"] = f"N{number:02}"

    outcome = load_forecasts(write_parquet(tmp_path / "f.parquet", rows))

    assert "'N09' × 1 and 10 more" in outcome.err
    assert "'N10'" not in outcome.err


AS_TEXT = ("0012", "1E5", "NA", "NULL", "TRUE", "2025-01-02", "007.0", "1,5", "nan")


def test_codes_that_look_like_something_else_stay_text_byte_for_byte(
    run_command: Load, tmp_path: Path
) -> None:
    items = "".join(f'"{code}",Material,UN\n' for code in AS_TEXT)
    (tmp_path / "items.csv").write_text("sku,name,unit_measure\n" + items)
    demand = "".join(f'2026-03-02,"{code}",BA01,{n}\n' for n, code in enumerate(AS_TEXT, 1))
    (tmp_path / "demand.csv").write_text("full_date,sku,site_code,quantity\n" + demand)

    for dataset in ("items", "demand"):
        assert run_command("load_dataset", dataset, tmp_path / f"{dataset}.csv").code == 0

    found = query(
        "SELECT sku, quantity::INTEGER FROM core.fact_demand_daily JOIN core.dim_item"
        " USING (item_id) ORDER BY quantity"
    )
    assert found == [(code, n) for n, code in enumerate(AS_TEXT, 1)]


def test_a_refused_value_of_a_megabyte_makes_no_long_message(
    load_forecasts: Load, tmp_path: Path
) -> None:
    outcome = load_forecasts(bad.cell(3, model_tag="x" * 1_000_000)(tmp_path))

    [(code, value)] = query("SELECT code, value FROM staging.load_rejects")
    assert (outcome.code, code, value) == (65, "TOO_LONG", "x" * 200)
    assert len(outcome.err) < 1000


def test_a_csv_and_a_parquet_file_name_the_same_rows(load_forecasts: Load, tmp_path: Path) -> None:
    rows = forecast_rows(sku="NOPE")

    by_form = [
        load_forecasts(write(tmp_path / name, rows)).err.partition("refused rows")[0]
        for write, name in ((write_csv, "f.csv"), (write_parquet, "f.parquet"))
    ]

    assert by_form[0] == by_form[1]
    assert "unknown sku: 'NOPE' × 20" in by_form[0]
