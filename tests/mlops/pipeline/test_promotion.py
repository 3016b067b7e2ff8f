"""Candidates made the champion: who may be, what it changes, and how it is taken back."""

import json

import pytest

from tests.databases import session, start_command
from tests.mlops.pipeline.candidates import Publish, newest, runs, two_runs
from tests.mlops.pipeline.conftest import Run
from tests.mlops.pipeline.published import champion, fingerprint, query
from tests.mlops.pipeline.test_load_safety import LOADERS, wait_until

pytestmark = pytest.mark.usefixtures("company")


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
        " ORDER BY audit_id DESC LIMIT 1"
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
