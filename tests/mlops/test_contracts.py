"""Contracts as tables and as JSON Schema."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator, FormatChecker

from mlops.contract_export.schema import row_schema
from mlops.contract_export.words import contract
from mlops.contracts import Dataset
from mlops.dataset_entries.outputs import FORECASTS
from mlops.datasets import DATASETS
from tests.mlops.pipeline.conftest import Outcome

Run = Callable[..., Outcome]

EVERY = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
FORECAST = {
    "full_date": "2026-11-23",
    "sku": "N-1",
    "site_code": "BA09",
    "horizon_days": 7,
    "yhat": 2.5,
    "yhat_lower": 0.0,
    "yhat_upper": None,
    "model_tag": "ets_v1",
    "computed_at": "2026-11-22T05:00:00+00:00",
}


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a file as JSON holds it."""
    return {
        name: cell.isoformat() if isinstance(cell, date | datetime) else cell
        for name, cell in row.items()
    }


def faults(dataset: Dataset, row: dict[str, Any]) -> list[str]:
    """Columns that the schema refuses; "row" for what is no single column's."""
    validator = Draft202012Validator(row_schema(dataset), format_checker=FormatChecker())
    return sorted(
        {str(error.path[0]) if error.path else "row" for error in validator.iter_errors(row)}
    )


@EVERY
def test_each_schema_is_one(dataset: Dataset) -> None:
    Draft202012Validator.check_schema(row_schema(dataset))


@EVERY
def test_each_schema_tells_of_every_column_what_it_holds(dataset: Dataset) -> None:
    schema = row_schema(dataset)
    by_id = {r.surrogate for r in dataset.references if r.surrogate}
    assert schema["properties"].keys() == {c.name for c in dataset.columns} | by_id
    for column in dataset.columns:
        told = schema["properties"][column.name]
        assert told["description"].startswith(column.meaning)
        assert column.unit in told["description"]


def test_a_schema_says_what_json_schema_has_no_word_for() -> None:
    schema = row_schema(FORECASTS)
    assert schema["x-nova-key"] == ["sku", "site_code", "horizon_days", "full_date"]
    assert schema["x-nova-publication"] == "one run a file"
    assert schema["x-nova-schema-versions"] == ["1.0"]
    assert {
        "code": "NOT_AHEAD",
        "column": "full_date",
        "columns": ["full_date", "as_of"],
        "message": "a forecast lies after its as-of date",
    } in schema["x-nova-rules"]
    assert schema["properties"]["computed_at"]["x-nova-parquet"] == "timestamp[us, tz=UTC]"
    assert schema["properties"]["as_of"]["x-nova-default-from"] == "computed_at"
    assert schema["properties"]["sku"]["x-nova-references"] == "core.dim_item.sku"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"as_of": "2026-11-21", "confidence_level": 0.95}, []),
        ({"confidence_level": None}, []),
        ({"yhat": -1}, ["yhat"]),
        ({"yhat": "2.5"}, ["yhat"]),
        ({"yhat": None}, ["yhat"]),
        ({"yhat": 1e15}, ["yhat"]),
        ({"yhat": ...}, ["row"]),
        ({"full_date": "23/11/2026"}, ["full_date"]),
        ({"full_date": "2026-02-30"}, ["full_date"]),
        ({"horizon_days": 0}, ["horizon_days"]),
        ({"horizon_days": 731}, ["horizon_days"]),
        ({"horizon_days": 7.5}, ["horizon_days"]),
        ({"confidence_level": 95}, ["confidence_level"]),
        ({"model_tag": " "}, ["model_tag"]),
        ({"model_tag": "m" * 101}, ["model_tag"]),
        ({"sku": " N-1"}, ["sku"]),
        ({"sku": "N-1 "}, ["sku"]),
        ({"sku": "N 1"}, []),
        ({"sku": ..., "item_id": 4}, []),
        ({"item_id": 4}, ["row"]),
        ({"sku": ...}, ["row"]),
        ({"Yhat": 2.5}, ["row"]),
        ({"as_of": None}, ["as_of"]),
    ],
    ids=str,
)
def test_a_forecast_held_against_its_schema(changes: dict[str, Any], refused: list[str]) -> None:
    row = {name: cell for name, cell in {**FORECAST, **changes}.items() if cell is not ...}
    assert faults(FORECASTS, row) == refused


def test_a_reference_that_may_be_left_out_may_not_be_named_twice() -> None:
    row = {"code": "BA09", "name": "Salvador"}
    assert faults(DATASETS["sites"], row) == []
    assert faults(DATASETS["sites"], {**row, "region": None, "site_type": None}) == []
    assert faults(DATASETS["sites"], {**row, "site_type": "tower"}) == ["site_type"]


FEATURE = {"full_date": "2026-11-22", "sku": "N-1"}


@pytest.mark.parametrize(
    ("features", "refused"),
    [
        ({"features": '{"lag_7d": 1.5}'}, []),
        ({"lag_7d": 1.5, "season": "dry", "is_carnival": True, "mean_30d": None}, []),
        ({"feature": "lag_7d", "value": 1.5}, []),
        ({"feature": "lag_7d", "value": None}, []),
        ({"feature": "lag_7d", "value": 1.5, "season": "dry"}, []),  # wide, and named so
        ({}, ["row"]),
        ({"feature": None, "value": 1.5}, ["row"]),
        ({"feature": "x" * 201, "value": 1.5}, ["row"]),
        ({"features": "{}", "lag_7d": 1.5}, ["row"]),
        ({"lag_7d": [1.5]}, ["lag_7d"]),
        ({"x" * 201: 1.5}, ["row"]),
        ({"lag_7d": 1.5, "full_date": None}, ["full_date"]),
    ],
    ids=str,
)
def test_features_held_against_their_schema_in_each_form(
    features: dict[str, Any], refused: list[str]
) -> None:
    assert faults(DATASETS["features"], {**FEATURE, **features}) == refused


def test_lists_every_dataset(run_command: Run) -> None:
    outcome = run_command("contracts")
    assert outcome.code == 0
    for name, dataset in DATASETS.items():
        (line,) = (line for line in outcome.out.splitlines() if line.split()[:1] == [name])
        assert dataset.title in line
        assert dataset.target in line


def test_shows_the_contract_of_one(run_command: Run) -> None:
    lines = [line.split() for line in run_command("contracts", "forecasts").out.splitlines()]
    for line in (
        "forecasts: Forecasts → analytics.forecasts; one run a file",
        "key: sku, site_code, horizon_days, full_date",
        "sku or item_id code yes at most 64 characters code of the material",
        "full_date date yes up to 400 days ahead day forecast",
        "horizon_days integer days yes 1 to 730 horizon the row belongs to",
        "yhat number units yes at least 0 units forecast",
        "yhat_lower number units yes, cells may be empty at least 0 lower bound",
        "INTERVAL_ORDER yhat_lower yhat_lower is at most yhat",
    ):
        assert line.split() in lines, line


def test_tells_machines_the_same_as_people(run_command: Run) -> None:
    listed = json.loads(run_command("contracts", "--json").out)
    one = json.loads(run_command("contracts", "items", "--json").out)
    schema = json.loads(run_command("contracts", "items", "--schema").out)
    assert [told["name"] for told in listed] == list(DATASETS)
    assert one == contract(DATASETS["items"])
    assert one["rules"][0]["code"] == "RANGE_ORDER"
    assert schema == row_schema(DATASETS["items"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--schema"], "name it"),
        (["--example", "x.parquet"], "name it"),
        (["items", "--out", "x"], "name none"),
        (["items", "--example", "x.xlsx"], "must end in .parquet or .csv"),
        (["items", "--example", "/nowhere/x.csv"], "No such file"),
        (["secrets"], "invalid choice"),
    ],
    ids=str,
)
def test_refuses_what_makes_no_sense(arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("contracts", *arguments)
