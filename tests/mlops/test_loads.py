"""The command that lists runs and tells all of one."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from support.models import LoadReject, LoadRun
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.published import query
from tests.support.factories import a_load

Run = Callable[..., Outcome]

# 05:13:05 UTC is 02:13:05 in Bahia, which has no summer time.
STARTED = datetime(2026, 11, 22, 5, 13, 5, tzinfo=UTC)
SHA = "ab" * 32
DETAILS: dict[str, Any] = {
    "inserted": 900,
    "updated": 60,
    "unchanged": 30,
    "warnings": {"ROUNDED": 12},
    "rejected_by_code": {"NEGATIVE": 8, "ENUM": 2},
    "seconds": {"copy": 1.5, "publish": 0.5},
    "figures": {
        "rows": 990,
        "items": 30,
        "sites": 3,
        "total": "4400.0000",
        "first_date": "2026-10-01",
        "last_date": "2026-11-21",
    },
}


def a_past() -> None:
    """Forecasts published as 1 and 4 (a unit with 5), refused as 2; demand failed as 3."""
    a_load("forecasts", run_id=1, rows_read=900, rows_loaded=900,
           details={"figures": DETAILS["figures"] | {"rows": 900, "total": "4000"}})  # fmt: skip
    a_load("forecasts", run_id=2, status="REJECTED", code="TOO_MANY_REJECTS", message="9 of 10")
    a_load("demand", run_id=3, status="FAILED", code="DISK_FULL", started_at=STARTED,
           finished_at=STARTED + timedelta(minutes=2, seconds=5))  # fmt: skip
    run = a_load("forecasts", run_id=4, rows_read=1_000, rows_loaded=990, rows_rejected=10,
                 started_at=STARTED, sha256=SHA, schema_version="1.0", details=DETAILS)  # fmt: skip
    a_load("orders", run_id=5, unit_id=4)
    LoadReject.objects.bulk_create(
        LoadReject(run=run, row_no=row, column_name="yhat", code="NEGATIVE", value=f"[{-row}]",
                   message="must not be negative")
        for row in range(11, 0, -1)
    )  # fmt: skip


@pytest.fixture
def past(transactional_db: None, company: None) -> None:
    a_past()


def listed(run_command: Run, *options: object) -> list[int]:
    return [run["run_id"] for run in json.loads(run_command("loads", *options, "--json").out)]


def lines(outcome: Outcome) -> list[list[str]]:
    return [line.split() for line in outcome.out.splitlines()]


@pytest.mark.parametrize(
    ("options", "runs"),
    [
        ((), [5, 4, 3, 2, 1]),
        (("--limit", 2), [5, 4]),
        (("--dataset", "forecasts"), [4, 2, 1]),
        (("--status", "PUBLISHED"), [5, 4, 1]),
        (("--dataset", "forecasts", "--status", "REJECTED"), [2]),
        (("--dataset", "inventory"), []),
        (("--latest",), [4, 5]),
        (("--latest", "--dataset", "forecasts"), [4]),
    ],
    ids=str,
)
def test_lists_the_newest_first_and_what_was_asked_for(
    past: None, run_command: Run, options: tuple[object, ...], runs: list[int]
) -> None:
    assert listed(run_command, *options) == runs


def test_a_line_tells_what_became_of_a_run(past: None, run_command: Run) -> None:
    told = lines(run_command("loads"))
    assert [
        "4", "forecasts", "PUBLISHED", "1,000", "990", "10", "900", "60", "30",
        "2026-10-31", "2026-11-22", "02:13", "2.00", "s", "loader",
    ] in told  # fmt: skip
    assert [
        "3", "demand", "FAILED", "DISK_FULL", "0", "0", "0", "—", "—", "—",
        "2026-10-31", "2026-11-22", "02:13", "2", "min", "05", "s", "loader",
    ] in told  # fmt: skip
    assert ["times", "in", "America/Bahia"] in told


def test_says_so_when_there_is_nothing_to_list(company: None, run_command: Run) -> None:
    outcome = run_command("loads")
    assert (outcome.code, outcome.out) == (0, "no such runs\n")
    assert listed(run_command, "--latest") == []


def test_tells_a_run_in_full(past: None, run_command: Run) -> None:
    told = lines(run_command("loads", "--run", 4))
    for line in (
        "run 4: forecasts PUBLISHED",
        "file forecasts.csv",
        f"sha256 {SHA}",
        "rows 1,000 read, 990 loaded, 10 rejected, 0 duplicate, 0 set apart",
        "of the loaded 900 inserted, 60 updated, 30 unchanged",
        "warnings ROUNDED 12",
        "started 2026-11-22 02:13:05 America/Bahia",
        "took 2.00 s, 500 rows/s",  # 1,000 rows in 1.5 + 0.5 s
        "who loader, program 3.0.0",
        "copy 1.50 s 75%",
        "publish 0.50 s 25%",
        "since run 1",
        "rows 900 990 +10.0%",
        "items 30 30 0%",
        "total 4,000 4,400 +10.0%",
        "last date 2026-11-21 2026-11-21 —",
        "NEGATIVE 8",
        "ENUM 2",
        "1 yhat NEGATIVE [-1] must not be negative",
        "10 yhat NEGATIVE [-10] must not be negative",
        "5 orders PUBLISHED 0",
    ):
        assert line.split() in told, line
    assert not [line for line in told if line[:1] == ["11"]]  # ten rejects are enough


def test_tells_a_machine_the_same(past: None, run_command: Run) -> None:
    told = json.loads(run_command("loads", "--run", 4, "--json").out)
    assert (told["run_id"], told["seconds"], told["sha256"]) == (4, 2.0, SHA)
    assert told["since"]["run_id"] == 1
    assert told["since"]["changes"]["total"]["percent"] == 10.0
    assert told["rejected_by_code"] == {"NEGATIVE": 8, "ENUM": 2}
    assert [reject["row_no"] for reject in told["first_rejects"]] == list(range(1, 11))
    assert [mate["run_id"] for mate in told["unit"]] == [5]


def test_a_refused_run_tells_why_and_counts_what_is_listed(past: None, run_command: Run) -> None:
    refused = LoadRun.objects.get(run_id=2)
    LoadReject.objects.bulk_create(
        LoadReject(run=refused, row_no=row, code=code, message="m")
        for row, code in enumerate(("ENUM", "NULL", "NULL"))
    )
    told = lines(run_command("loads", "--run", 2))
    assert ["why", "TOO_MANY_REJECTS:", "9", "of", "10"] in told
    at = told.index(["NULL", "2"])
    assert told[at + 1] == ["ENUM", "1"]


def test_an_unknown_run_ends_with_its_own_exit_code(company: None) -> None:
    with pytest.raises(CommandError, match="no run 17") as refused:
        call_command("loads", "--run", "17")
    assert refused.value.returncode == 66


@pytest.mark.parametrize("width", [80, 100, 150, 200])
def test_leaves_columns_out_rather_than_breaking_lines(
    past: None, run_command: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    out = run_command("loads").out
    assert "who" in out  # as a column, or among what there was no room for
    assert "…" not in out
    assert ("no room for" in out) is (width < 200)
    for figure in ("FAILED", "1,000", "990", "02:13"):
        assert figure in out


def test_a_real_load_is_told_with_its_true_duration(
    empty_world: None, run_command: Run, tmp_path: Path
) -> None:
    file = tmp_path / "items.csv"
    file.write_text("sku,name,unit_measure\nN-1,Porca,UN\nN-2,Cabo,M\n")
    began = datetime.now(UTC)
    assert run_command("load_dataset", "items", file).code == 0
    ended = datetime.now(UTC)

    (run,) = LoadRun.objects.all()
    steps = sum(run.details["seconds"].values())
    assert began <= run.started_at < run.finished_at <= ended
    assert (run.finished_at - run.started_at).total_seconds() >= steps > 0
    assert query("SELECT rows_loaded FROM support.load_runs") == [(2,)]
