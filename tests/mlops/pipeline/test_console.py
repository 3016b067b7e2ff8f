"""What a load says when it is over."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection

from mlops.pipeline import wording
from mlops.pipeline.console import print_results
from mlops.pipeline.record import Result
from support.load_figures import Figure
from tests.support.factories import a_load

pytestmark = pytest.mark.django_db


def figures(rows: int, items: int, total: str) -> dict[str, Any]:
    days = {"first_date": "2026-11-01", "last_date": "2026-11-30"}
    return {"rows": rows, "items": items, "sites": 2, "total": total, **days}


def a_result(**changes: Any) -> Result:
    details = {
        "inserted": 110_000,
        "updated": 0,
        "figures": figures(110_000, 45, "2530.5000"),
        "seconds": {"copy": 1.25, "keys": 0.5, "publish": 0.25},
    }
    told: dict[str, Any] = {
        "run_id": 2,
        "dataset": "forecasts",
        "source_name": "forecasts.parquet",
        "status": "PUBLISHED",
        "rows_read": 110_000,
        "rows_loaded": 110_000,
        "details": details,
    }
    return Result(**(told | changes))


def said(capsys: pytest.CaptureFixture[str], *results: Result) -> str:
    capsys.readouterr()
    print_results(results, as_json=False, dry_run=False)
    return capsys.readouterr().out


def test_tells_each_figure_beside_the_publication_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_load("forecasts", run_id=1, details={"figures": figures(100_000, 50, "2300")})
    # 110/100 = +10%, 45/50 = -10%, 2530.5/2300 = 1.1002
    assert (
        "  forecasts: since run 1: rows 100,000 → 110,000 (+10.0%), items 50 → 45 (-10.0%),"
        " sites 2 (0%), total 2,300 → 2,530.5 (+10.0%)\n"
    ) in said(capsys, a_result())


def test_tells_the_figures_of_a_first_publication(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        "  forecasts: first publication: rows 110,000, items 45, sites 2, total 2,530.5,"
        " first date 2026-11-01, last date 2026-11-30\n"
    ) in said(capsys, a_result())


def test_tells_the_seconds_of_each_step_and_the_pace(capsys: pytest.CaptureFixture[str]) -> None:
    assert (  # 110,000 rows in 1.25 + 0.5 + 0.25 s
        "  forecasts: 110,000 inserted, 0 updated, 2.00 s, 55,000 rows/s"
        " (copy 1.25 s, keys 0.50 s, publish 0.25 s)\n"
    ) in said(capsys, a_result())


def test_a_file_that_was_known_tells_neither_figures_nor_seconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = a_result(status="UNCHANGED", code="ALREADY_PUBLISHED", message="nothing", details={})
    told = said(capsys, known)
    assert "ALREADY_PUBLISHED" in told
    assert "since run" not in told
    assert "rows/s" not in told


def test_tells_a_machine_the_same_in_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    a_load("forecasts", run_id=1, details={"figures": figures(100_000, 50, "2300")})
    print_results([a_result()], as_json=True, dry_run=False)
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert run["since"]["run_id"] == 1
    assert run["since"]["changes"]["rows"] == {"before": 100_000, "now": 110_000, "percent": 10.0}
    assert run["since"]["changes"]["total"]["now"] == "2530.5000"


def test_a_database_that_fails_after_the_load_does_not_make_it_fail(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")  # from here on PostgreSQL answers nothing
    told = said(capsys, a_result())
    assert "PUBLISHED" in told
    assert "not compared with the publication before: current transaction is aborted" in told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "—"),
        (0.004, "0.00 s"),
        (9.994, "9.99 s"),
        (59.94, "59.9 s"),
        (60.0, "1 min 00 s"),
        (125.4, "2 min 05 s"),
        (3_725.0, "1 h 02 min"),
    ],
)
def test_words_for_seconds(value: float | None, words: str) -> None:
    assert wording.seconds(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "—"),
        (1_234_567, "1,234,567"),
        (Decimal("1234.5000"), "1,234.5"),
        (Decimal("1200000.0000"), "1,200,000"),
        (date(2026, 11, 30), "2026-11-30"),
    ],
)
def test_words_for_figures(value: Figure | None, words: str) -> None:
    assert wording.figure(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "—"), (Decimal("0.0"), "0%"), (Decimal("1234.5"), "+1,234.5%"), (Decimal(-3), "-3%")],
)
def test_words_for_percent(value: Decimal | None, words: str) -> None:
    assert wording.percent(value) == words
