"""Runs that readers do not see yet: held for their backtest, or published beside the champion."""

import json

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from nova.db.sql import read_sql
from tests.mlops.pipeline.candidates import Publish, newest, runs, two_runs, with_rows
from tests.mlops.pipeline.conftest import Run
from tests.mlops.pipeline.files import AS_OF
from tests.mlops.pipeline.published import champion, leftovers, query

pytestmark = pytest.mark.usefixtures("company")


@pytest.mark.parametrize(
    ("wape", "is_held"),
    [(0.50, True), (0.4201, True), (0.42, False), (0.40, False), (0.10, False)],
)
def test_a_backtest_worse_by_more_than_the_margin_is_held(
    publish: Publish, wape: float, is_held: bool
) -> None:
    publish(0.40)  # 5% more is 0.42
    outcome = publish(wape, hours=1)
    assert outcome.code == (65 if is_held else 0)
    assert list(runs().values()) == (
        ["CHAMPION", "CANDIDATE"] if is_held else ["RETIRED", "CHAMPION"]
    )


def test_readers_go_on_and_the_candidate_can_be_read_by_its_number(publish: Publish) -> None:
    first, second = two_runs(publish)
    assert champion() == (first, 20)
    held = query("SELECT count(*) FROM analytics.forecasts WHERE run_id = %s", second)
    assert held == [(20,)]
    assert (newest(), leftovers()) == (("CANDIDATE", "BACKTEST_WORSE"), [])
    assert query("SELECT DISTINCT run_id FROM analytics.mv_forecasts_latest") == [(first,)]


def test_the_message_names_both_values_and_what_to_do(publish: Publish) -> None:
    publish(0.40)
    outcome = publish(0.50, hours=1)
    first, second = runs()
    assert outcome.err.startswith(
        "BACKTEST_WORSE: backtest wape 0.5 over 1,000 cells in 4 folds, of the champion"
        f" (run {first}) wape 0.4 over 1,000 cells in 4 folds: worse by more than 5%"
    )
    assert f"promote_run {second} --approve" in outcome.err


def test_the_margin_is_a_setting(publish: Publish) -> None:
    publish(0.40)
    with override_settings(FORECAST_BACKTEST_MARGIN=0.30):
        assert publish(0.50, hours=1).code == 0


def test_an_approved_file_becomes_the_champion_and_the_audit_says_so(publish: Publish) -> None:
    publish(0.40)
    assert publish(0.50, "--approve", hours=1).code == 0
    assert list(runs().values()) == ["RETIRED", "CHAMPION"]
    assert query(
        "SELECT details ->> 'approved' FROM support.audit_logs WHERE action = 'LOAD_PUBLISHED'"
        " ORDER BY audit_id DESC LIMIT 1"
    ) == [("true",)]


@pytest.mark.parametrize(("before", "now"), [(None, 9.0), (0.40, None), (None, None)])
def test_without_both_backtests_nothing_is_held_and_the_summary_says_so(
    publish: Publish, before: float | None, now: float | None
) -> None:
    publish(before)
    outcome = publish(now, hours=1)
    assert (outcome.code, list(runs().values())) == (0, ["RETIRED", "CHAMPION"])
    word = "no backtest in a manifest" if now is None else "has none"
    assert word in outcome.out


def test_the_backtest_is_kept_with_the_run(publish: Publish) -> None:
    publish(0.40)
    ((kept,),) = query("SELECT backtest::TEXT FROM analytics.model_runs")
    assert json.loads(kept) == {"metric": "wape", "value": 0.4, "cells": 1000, "folds": 4}


def test_a_dry_run_tells_the_same_and_publishes_nothing(publish: Publish) -> None:
    publish(0.40)
    before = runs()
    outcome = publish(0.50, "--dry-run", hours=1)
    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "BACKTEST_WORSE")
    assert runs() == before


def test_a_challenger_is_published_on_purpose(publish: Publish) -> None:
    publish(0.40)
    outcome = publish(0.10, "--candidate", hours=-1, days=1)  # older, and a fifth of the rows
    assert outcome.code == 0
    assert list(runs().values()) == ["CHAMPION", "CANDIDATE"]
    assert newest() == ("CANDIDATE", None)


def test_a_known_candidate_is_not_loaded_twice(publish: Publish) -> None:
    _, second = two_runs(publish)
    again = publish(0.50, hours=1)
    assert (again.code, len(runs())) == (0, 2)
    assert f"run {second} holds this very file as a candidate" in again.out


def test_a_candidate_stays_until_it_is_given_up(publish: Publish, run_command: Run) -> None:
    first, second = two_runs(publish)
    publish(0.40, hours=2)
    publish(0.40, hours=3)
    third, fourth = list(runs())[2:]
    run_command("prune_loads", "--keep-runs", 0)
    assert with_rows() == [second, third, fourth]  # the first is neither champion nor before it

    assert run_command("rollback_load", second).code == 0
    run_command("prune_loads", "--keep-runs", 0)

    assert with_rows() == [third, fourth]
    assert runs() == {first: "RETIRED", second: "RETIRED", third: "RETIRED", fourth: "CHAMPION"}


def test_kpis_measure_what_readers_saw_and_no_candidate(publish: Publish, run_command: Run) -> None:
    first, second = two_runs(publish)
    publish(0.50, "--candidate", "--approve", hours=2)
    third = max(runs())
    assert measured() == [first]
    run_command("rollback_load", second)
    assert (measured(), runs()[second]) == ([first], "RETIRED")
    run_command("promote_run", third, "--approve")
    assert measured() == [third, first]


def measured() -> list[int]:
    """Runs that KPIs take for the forecast of some day, the latest champion first."""
    with connection.cursor() as cursor:
        cursor.execute(
            read_sql("analytics", "kpis/measured_runs.sql"), {"zone": settings.TIME_ZONE}
        )
        return [run for run, _ in cursor.fetchall()]


def test_data_are_as_old_as_the_champion_whatever_candidates_wait(
    publish: Publish, run_command: Run
) -> None:
    _, second = two_runs(publish)
    ((recorded,),) = query("SELECT run_id FROM support.v_freshness WHERE dataset = 'forecasts'")
    assert recorded < second
    run_command("promote_run", second, "--approve")
    ((newest_load,),) = query("SELECT max(run_id) FROM support.load_runs")
    fresh = query("SELECT run_id, as_of FROM support.v_freshness WHERE dataset = 'forecasts'")
    assert fresh == [(newest_load, AS_OF)]


def test_loads_list_and_report_show_what_a_run_is(publish: Publish, run_command: Run) -> None:
    _, second = two_runs(publish)
    listed = run_command("loads", "--status", "CANDIDATE", "--json")
    assert [run["run_id"] for run in json.loads(listed.out)] == [second]
    report = run_command("loads", "--run", second).out
    assert f"CANDIDATE (run {second})" in report
    assert "wape 0.5 over 1,000 cells" in report
