"""Advice from night to night: kept while it applies, closed when not, and decisions beside it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from analytics.models import Alert, Decision, Recommendation
from analytics.policy.computing import compute_policy
from analytics.recommend.running import recommend
from analytics.services import RECOMMENDATION, Verdict, decide
from core.errors import Exit, UpkeepError
from support.models import AuditLog, LoadRun
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    HERE,
    execute,
    fill_dimensions,
    order,
    stock,
    wanted,
    wanted_daily,
)  # fmt: skip
from tests.analytics.recommend.rules import NEXT_DAY, advice, run_rules, set_policy
from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import run_command
from tests.support.factories import a_user
from tests.support.tables import truncate

__all__ = ["run_command"]


@pytest.fixture(autouse=True)
def world(request: pytest.FixtureRequest) -> None:
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
        fill_dimensions()
        set_policy(CABLE, HERE, lead_time_days=10, reorder_point=20)
        wanted_daily(1)
        stock(12)


def decided(rows: list[Recommendation], kind: Decision.Kind) -> None:
    ids = [row.pk for row in rows]
    decide(subject=RECOMMENDATION, ids=ids, verdict=Verdict(kind), actor=a_user())


def test_a_second_run_changes_nothing_and_opens_nothing() -> None:
    run_rules()
    before = [(row.recommendation_id, row.evidence["current_stock"]) for row in advice("REORDER")]
    told = recommend(day=DAY)
    assert (told.advice_opened, told.advice_changed, told.advice_closed) == (0, 1, 0)
    after = [(row.recommendation_id, row.evidence["current_stock"]) for row in advice("REORDER")]
    assert (len(before), after) == (1, before)


def test_the_next_night_changes_the_figures_and_not_the_advice() -> None:
    run_rules()
    (before,) = advice("REORDER")
    stock(5, days_ago=-1)
    run_rules(NEXT_DAY)
    (after,) = advice("REORDER")
    assert after.recommendation_id == before.recommendation_id
    # The mean of the 90 days to the next day is 89/90, so 20 + 7 * 0.9889 = 26.9223 is aimed at.
    assert (before.quantity_recommended, after.quantity_recommended) == (15, 22)
    assert (after.opened_on, after.action_until) == (DAY, before.action_until)
    assert after.run_id > before.run_id


def test_what_no_longer_applies_is_closed_with_the_reason() -> None:
    run_rules()
    stock(50, days_ago=-1)
    told = run_rules(NEXT_DAY)
    row = Recommendation.objects.get()
    assert (told.advice_closed, row.closed_reason) == (1, "CONDITION_CLEARED")


def test_advice_on_stock_that_nobody_counts_any_more_is_closed() -> None:
    run_rules()
    later = DAY + timedelta(days=30)
    run_rules(later)
    assert Recommendation.objects.get().closed_reason == "STOCK_UNKNOWN"


def test_the_same_need_after_it_was_met_is_new_advice() -> None:
    run_rules()
    stock(50, days_ago=-1)
    run_rules(NEXT_DAY)
    stock(3, days_ago=-2)
    run_rules(NEXT_DAY + timedelta(days=1))
    rows = Recommendation.objects.filter(type="REORDER").order_by("recommendation_id")
    assert [row.closed_at is None for row in rows] == [False, True]
    assert len({row.dedupe_key for row in rows}) == 1


def test_loaded_advice_is_neither_changed_nor_closed() -> None:
    execute(
        "INSERT INTO analytics.recommendations (type, priority, message, dedupe_key)"
        " VALUES ('HOLD', 'LOW', 'De fora', 'x')"
    )
    run_rules()
    assert [row.message for row in advice("HOLD")] == ["De fora"]


def test_a_hundred_acknowledgements_outlive_the_next_night() -> None:
    execute(
        "INSERT INTO core.dim_item (item_id, sku, name)"
        " SELECT number, 'N' || number, 'N' FROM generate_series(101, 200) AS number"
    )
    for item in range(101, 201):
        set_policy(item, HERE, lead_time_days=10, reorder_point=20)
        wanted(1, 30, item)
        stock(12, item)
    run_rules()
    chosen = [row for row in advice("REORDER") if row.item_id > 100]
    decided(chosen, Decision.Kind.ACKNOWLEDGED)
    for item in range(101, 201):
        stock(11, item, days_ago=-1)
    told = run_rules(NEXT_DAY)
    still_open = {row.recommendation_id for row in advice("REORDER")}
    held = Decision.objects.filter(kind="ACKNOWLEDGED", recommendation__closed_at=None)
    assert (len(chosen), told.advice_opened, held.count()) == (100, 0, 100)
    assert set(held.values_list("recommendation_id", flat=True)) <= still_open
    assert {row.evidence["as_of"] for row in advice("REORDER")} == {NEXT_DAY.isoformat()}


def test_a_decision_stays_with_advice_that_was_closed_and_not_with_the_next() -> None:
    run_rules()
    (first,) = advice("REORDER")
    decided([first], Decision.Kind.DISMISSED)
    stock(50, days_ago=-1)
    run_rules(NEXT_DAY)
    stock(3, days_ago=-2)
    run_rules(NEXT_DAY + timedelta(days=1))
    (second,) = advice("REORDER")
    assert (first.decisions.count(), second.decisions.count()) == (1, 0)


def test_a_dry_run_counts_and_keeps_nothing() -> None:
    compute_policy(day=DAY)
    out = StringIO()
    call_command("recommend", "--date", DAY.isoformat(), "--dry-run", stdout=out)
    assert out.getvalue().splitlines()[:4] == [
        "advice opened: 1", "advice changed: 0", "advice closed: 0", "alerts opened: 0",
    ]  # fmt: skip
    assert not Recommendation.objects.exists()
    assert not LoadRun.objects.filter(dataset="recommendations").exists()


def test_a_run_is_recorded_with_its_day_and_audited() -> None:
    run_rules()
    run = LoadRun.objects.get(dataset="recommendations")
    assert (run.as_of, run.rows_loaded, run.details["advice_opened"]) == (DAY, 1, 1)
    assert AuditLog.objects.get(entity_id=run.run_id, action="RECOMMENDED").details == run.details


def test_rules_wait_for_the_policy_of_their_day() -> None:
    compute_policy(day=DAY)
    with pytest.raises(UpkeepError, match=r"^NO_POLICY: there is no policy of 2026-11-01"):
        recommend(day=NEXT_DAY)


def test_an_earlier_day_cannot_change_what_a_later_one_told() -> None:
    run_rules(NEXT_DAY)
    with pytest.raises(UpkeepError, match=r"^OLD_DATE: advice already tells of 2026-11-01"):
        run_rules(DAY)


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """One pair that must be ordered, as other sessions see it."""
    tables = (
        "core.dim_item", "core.dim_site", "core.dim_region", "core.dim_supplier",
        "support.load_runs",
    )  # fmt: skip
    truncate(*tables)
    fill_dimensions()
    set_policy(CABLE, HERE, lead_time_days=10, reorder_point=20)
    wanted_daily(1)
    stock(0)
    order(20, 5, due=3)
    yield
    truncate(*tables)
    execute("DELETE FROM core.dim_calendar WHERE full_date > '2027-01-01'")


def test_the_loaders_role_is_enough_and_loads_keep_it_out(committed: None) -> None:
    compute_policy(day=DAY)
    command = ("recommend", "--date", DAY.isoformat())
    with session("nova_loader") as loading:
        loading.execute("SELECT pg_advisory_lock(1313822273, hashtext('alerts'))")
        waiting = start_command(*command)
        _, refused = waiting.communicate(timeout=60)
        loading.execute("SELECT pg_advisory_unlock_all()")
    alone = start_command(*command)
    _, err = alone.communicate(timeout=60)
    assert (waiting.returncode, refused.partition(":")[0]) == (Exit.LOCKED, "LOCKED")
    assert (alone.returncode, err) == (0, "")
    assert {row.type for row in Recommendation.objects.all()} == {"REORDER", "EXPEDITE"}
    assert {row.category for row in Alert.objects.all()} == {"STOCKOUT", "LATE_ORDER"}


def test_a_run_of_rules_is_not_taken_back(
    committed: None, run_command: Callable[..., object], tmp_path: Path
) -> None:
    run_rules()
    run = LoadRun.objects.get(dataset="recommendations")
    outcome = run_command("rollback_load", run.run_id)
    assert outcome.code == Exit.REFUSED, outcome  # type: ignore[attr-defined]
    assert "NOT_REVERSIBLE" in outcome.err  # type: ignore[attr-defined]
    assert Recommendation.objects.count() == 2
