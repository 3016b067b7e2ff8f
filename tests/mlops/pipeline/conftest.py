"""A small company in a real database, and the loader's commands as an operator runs them."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from core.services import extend_calendar
from tests.mlops.pipeline.files import (
    COMPUTED_AT,
    INACTIVE,
    ITEMS,
    SITES,
    forecast_rows,
    write_manifest,
    write_parquet,
)

EMPTIED = (
    "core.dim_item, core.dim_site, core.dim_region, core.dim_supplier, core.fact_demand_daily,"
    " support.nights,"
    " core.fact_inventory_daily, core.fact_orders, core.dim_market_indicator, analytics.kpis_daily,"
    " analytics.kpis_segment_daily, analytics.kpi_days, analytics.item_classifications,"
    " analytics.recommendations, analytics.alerts, analytics.model_runs, support.load_runs,"
    " support.users, staging.load_rejects, analytics.forecast_accuracy,"
    " analytics.forecast_accuracy_daily"
)


Run = Callable[..., "Outcome"]


class Outcome(NamedTuple):
    """How a command ended: exit code and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def company(transactional_db: None) -> Iterator[None]:
    """Two active materials, one inactive, two sites; everything loaded is removed afterwards."""
    empty_tables()
    extend_calendar(today=timezone.localdate())  # tests of the API empty it
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core.dim_item (sku, name, active) VALUES (%s, %s, %s)",
            [(sku, f"Material {sku}", sku != INACTIVE) for sku in ITEMS],
        )
        cursor.executemany(
            "INSERT INTO core.dim_site (code, name) VALUES (%s, %s)",
            [(code, f"Site {code}") for code in SITES],
        )
    yield
    empty_tables()


def empty_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', relnamespace::REGNAMESPACE, relname) FROM pg_class"
            " WHERE relkind = 'r' AND relname ~ '^(forecasts|features_store|replaced)_[0-9]+'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"DROP TABLE {table}")
        cursor.execute(f"TRUNCATE {EMPTIED} RESTART IDENTITY CASCADE")


@pytest.fixture
def own_calendar(transactional_db: None) -> Iterator[None]:
    """Days that a test may change; to be asked for before what names days."""
    yield
    restore_calendar()


def restore_calendar() -> None:
    """The calendar as it is without loads, from some days ago; nothing may name a day of it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core.dim_calendar WHERE full_date >= CURRENT_DATE - 10")
    extend_calendar(today=timezone.localdate())


def load(run_command: Run, folder: Path, dataset: str, text: str, *options: object) -> Outcome:
    """Loads the text as a CSV of the dataset, with its summary as JSON."""
    path = folder / f"{dataset}.csv"
    path.write_text(text)
    return run_command("load_dataset", dataset, path, "--json", *options)


def told(outcome: Outcome) -> dict[str, Any]:
    """The one run that a load told of. AssertionError when nothing was published."""
    assert outcome.code == 0, outcome.err
    (run,) = json.loads(outcome.out)["runs"]
    return dict(run)


def changes(outcome: Outcome) -> tuple[int, int, int]:
    """Rows inserted, updated and left alone by the one run that a load told of."""
    details = told(outcome)["details"]
    return details["inserted"], details["updated"], details["unchanged"]


@pytest.fixture
def run_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, settings: object
) -> Callable[..., Outcome]:
    """Runs a management command in this process and tells its exit code and output."""
    settings.LOAD_REJECTS_DIR = str(tmp_path / "rejects")  # type: ignore[attr-defined]

    def run(name: str, *arguments: object) -> Outcome:
        capsys.readouterr()
        try:
            call_command(name, *map(str, arguments))
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def load_forecasts(run_command: Callable[..., Outcome]) -> Callable[..., Outcome]:
    def load(path: Path, *options: object) -> Outcome:
        return run_command("load_forecasts", path, *options)

    return load


@pytest.fixture
def publish(load_forecasts: Run, tmp_path: Path) -> Run:
    """Loads a file computed so many hours later, telling that WAPE; None: no backtest."""

    def load(wape: float | None, *options: object, hours: int = 0, **changed: Any) -> Outcome:
        rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=hours), **changed)
        path = write_parquet(tmp_path / f"{hours}.parquet", rows)
        told = {"metric": "wape", "value": wape, "cells": 1000, "folds": 4}
        write_manifest(path, entry={} if wape is None else {"backtest": told})
        return load_forecasts(path, *options)

    return load
