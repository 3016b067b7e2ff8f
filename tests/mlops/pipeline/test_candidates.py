"""Runs that readers do not see yet: held for their backtest, or published beside the champion."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from mlops.backtest import Backtest
from nova.db.sql import read_sql
from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import (
    AS_OF,
    COMPUTED_AT,
    forecast_rows,
    write_manifest,
    write_parquet,
)
from tests.mlops.pipeline.published import champion, fingerprint, leftovers, query
from tests.mlops.pipeline.test_load_safety import LOADERS, wait_until

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]
Publish = Callable[..., Outcome]


@pytest.fixture
def publish(load_forecasts: Run, tmp_path: Path) -> Publish:
    """Loads a file computed so many hours later, telling that WAPE; None: no backtest."""

    def load(wape: float | None, *options: object, hours: int = 0, **changed: Any) -> Outcome:
        rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=hours), **changed)
        path = write_parquet(tmp_path / f"{hours}.parquet", rows)
        told = {"metric": "wape", "value": wape, "cells": 1000, "folds": 4}
        write_manifest(path, entry={} if wape is None else {"backtest": told})
        return load_forecasts(path, *options)

    return load


def runs() -> dict[int, str]:
    """Runs of forecasts by number, and what they are among models."""
    return dict(query("SELECT run_id, status FROM analytics.model_runs ORDER BY 1"))


def newest() -> tuple[Any, ...]:
    """Status and code of the newest load."""
    (row,) = query("SELECT status, code FROM support.load_runs ORDER BY run_id DESC LIMIT 1")
    return row


def two_runs(publish: Publish) -> tuple[int, int]:
    """A champion that tells WAPE 0.40, and a candidate that tells 0.50."""
    assert publish(0.40).code == 0
    assert publish(0.50, hours=1).code == 65
    first, second = runs()
    return first, second


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


def test_a_candidate_is_promoted_with_approval_alone(publish: Publish, run_command: Run) -> None:
    first, second = two_runs(publish)
    refused = run_command("promote_run", second)
    assert (refused.code, refused.err.partition(":")[0]) == (65, "BACKTEST_WORSE")
    assert champion() == (first, 20)

    done = run_command("promote_run", second, "--approve")

    assert done.code == 0, done.err
    assert runs() == {first: "RETIRED", second: "CHAMPION"}
    assert newest() == ("PUBLISHED", None)
    assert query("SELECT DISTINCT run_id FROM analytics.mv_forecasts_latest") == [(second,)]
    ((entity, details),) = query(
        "SELECT entity_id, details::TEXT FROM support.audit_logs WHERE action = 'RUN_PROMOTED'"
    )
    told = json.loads(details)
    assert (entity, told["champion_before"], told["approved"]) == (second, first, True)


def test_a_better_candidate_needs_no_approval(publish: Publish, run_command: Run) -> None:
    publish(0.40)
    publish(0.30, "--candidate", hours=1)
    assert run_command("promote_run", max(runs())).code == 0
    assert list(runs().values()) == ["RETIRED", "CHAMPION"]


@pytest.mark.parametrize(
    ("changed", "code", "option"),
    [
        ({"hours": -1}, "STALE_RUN", "--force"),
        ({"hours": 1, "days": 1}, "VOLUME_DRIFT", "--approve"),
    ],
)
def test_a_candidate_passes_the_gates_of_a_new_file(
    publish: Publish, run_command: Run, changed: dict[str, int], code: str, option: str
) -> None:
    publish(None)
    publish(None, "--candidate", **changed)
    candidate = max(runs())
    refused = run_command("promote_run", candidate)
    assert (refused.code, refused.err.partition(":")[0]) == (65, code)
    assert run_command("promote_run", candidate, option).code == 0
    assert runs()[candidate] == "CHAMPION"


@pytest.mark.parametrize(
    ("run", "code", "exit_code"), [(0, "NOT_CANDIDATE", 65), (99, "NO_RUN", 66)]
)
def test_only_a_candidate_is_promoted(
    publish: Publish, run_command: Run, run: int, code: str, exit_code: int
) -> None:
    publish(0.40)
    outcome = run_command("promote_run", max(runs()) + run)
    assert (outcome.code, outcome.err.partition(":")[0]) == (exit_code, code)


def test_a_dry_promotion_changes_nothing(publish: Publish, run_command: Run) -> None:
    _, second = two_runs(publish)
    before = runs()
    assert run_command("promote_run", second, "--approve", "--dry-run").code == 0
    assert runs() == before


def test_a_promotion_waits_for_no_load_of_the_dataset(publish: Publish, run_command: Run) -> None:
    _, second = two_runs(publish)
    with session("nova_loader") as loading:
        loading.execute("SELECT pg_advisory_lock(%s, hashtext('forecasts'))", [0x4E4F5641])
        outcome = run_command("promote_run", second, "--approve")
    assert (outcome.code, outcome.err.partition(":")[0]) == (75, "LOCKED")


def test_a_promotion_taken_back_leaves_the_candidate(publish: Publish, run_command: Run) -> None:
    first, second = two_runs(publish)
    run_command("promote_run", second, "--approve")
    ((recorded,),) = query("SELECT max(run_id) FROM support.load_runs")

    assert run_command("rollback_load", recorded).code == 0

    assert runs() == {first: "CHAMPION", second: "CANDIDATE"}
    assert run_command("promote_run", second, "--approve").code == 0
    assert champion() == (second, 20)


def test_the_run_before_is_the_one_that_was_seen_before(publish: Publish, run_command: Run) -> None:
    """A candidate is older than the champion that it takes the place of."""
    publish(None)
    publish(None, "--candidate", hours=1)
    publish(None, hours=2)
    first, second, third = runs()
    assert run_command("promote_run", second, "--force").code == 0
    ((recorded,),) = query("SELECT max(run_id) FROM support.load_runs")
    assert run_command("rollback_load", recorded).code == 0
    assert runs() == {first: "RETIRED", second: "CANDIDATE", third: "CHAMPION"}


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


@pytest.mark.parametrize("table", ["support.load_runs", "analytics.model_runs"])
def test_a_promotion_that_is_killed_leaves_everything_as_it_was(
    publish: Publish, table: str
) -> None:
    _, second = two_runs(publish)
    before = fingerprint()
    with session("nova_owner") as blocker:
        blocker.execute(f"LOCK TABLE {table} IN SHARE MODE")
        promotion = start_command("promote_run", second, "--approve")
        wait_until(lambda: query(f"{LOADERS} AND wait_event_type = 'Lock'"))
        promotion.kill()
        promotion.wait(timeout=30)
        wait_until(lambda: not query(LOADERS))
    assert fingerprint() == before


def with_rows() -> list[int]:
    return [run for (run,) in query("SELECT DISTINCT run_id FROM analytics.forecasts ORDER BY 1")]


def test_loads_list_and_report_show_what_a_run_is(publish: Publish, run_command: Run) -> None:
    _, second = two_runs(publish)
    listed = run_command("loads", "--status", "CANDIDATE", "--json")
    assert [run["run_id"] for run in json.loads(listed.out)] == [second]
    report = run_command("loads", "--run", second).out
    assert f"CANDIDATE (run {second})" in report
    assert "wape 0.5 over 1,000 cells" in report


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ([], "object"),
        ({"metric": "wape", "value": 1, "cells": 1}, "object"),
        ({"metric": "wape", "value": 1, "cells": 1, "folds": 1, "by": "me"}, "object"),
        ({"metric": "r2", "value": 1, "cells": 1, "folds": 1}, "metric 'r2'"),
        ({"metric": "wape", "value": "1", "cells": 1, "folds": 1}, "value '1'"),
        ({"metric": "wape", "value": True, "cells": 1, "folds": 1}, "value True"),
        ({"metric": "wape", "value": -0.1, "cells": 1, "folds": 1}, "value -0.1"),
        ({"metric": "wape", "value": float("nan"), "cells": 1, "folds": 1}, "value nan"),
        ({"metric": "wape", "value": float("inf"), "cells": 1, "folds": 1}, "value inf"),
        ({"metric": "wape", "value": 1, "cells": 0, "folds": 1}, "cells 0"),
        ({"metric": "wape", "value": 1, "cells": 1, "folds": 1.5}, "folds 1.5"),
    ],
)
def test_a_backtest_that_is_none_refuses_the_file(
    load_forecasts: Run, tmp_path: Path, told: Any, fault: str
) -> None:
    path = write_parquet(tmp_path / "f.parquet")
    write_manifest(path, entry={"backtest": told})
    outcome = load_forecasts(path)
    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "MANIFEST")
    assert fault in outcome.err


def test_backtests_of_two_metrics_are_not_compared(publish: Publish, load_forecasts: Run) -> None:
    wape, mase = Backtest("wape", 0.4, 10, 1), Backtest("mase", 9.0, 10, 1)
    with pytest.raises(ValueError, match="mase cannot be compared with wape"):
        mase.is_worse_than(wape, margin=0.05)
    assert Backtest("wape", 0.1, 10, 1).is_worse_than(Backtest("wape", 0.0, 10, 1), margin=0.05)
