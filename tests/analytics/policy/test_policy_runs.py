"""A computation of policy as a run: recorded, repeated, tried dry, by the loader alone."""

from io import StringIO

import pytest
from django.core.management import call_command

from analytics.models import InventoryPolicy, ItemClassification
from analytics.policy.computing import compute_policy
from core.errors import Exit
from support.models import AuditLog, LoadRun
from tests.analytics.policy.world import (
    DAY,
    ago,
    execute,
    fill_dimensions,
    wanted,
    wanted_daily,
)  # fmt: skip
from tests.databases import session, start_command
from tests.support.tables import truncate


@pytest.fixture(autouse=True)
def world(request: pytest.FixtureRequest) -> None:
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
        fill_dimensions()


def test_a_dry_run_counts_and_keeps_nothing() -> None:
    wanted_daily(1)
    out = StringIO()
    call_command("compute_policy", "--date", DAY.isoformat(), "--dry-run", stdout=out)
    assert out.getvalue().splitlines() == [
        "items classified: 2", "classes written: 2", "item sites: 1", "without stock: 1",
        "with forecast: 0", "lead times measured: 0",
    ]  # fmt: skip
    assert not InventoryPolicy.objects.exists()
    assert not ItemClassification.objects.exists()
    assert not LoadRun.objects.filter(dataset="policy").exists()


def test_a_run_is_recorded_with_its_day_and_audited() -> None:
    wanted_daily(1)
    compute_policy(day=DAY)
    run = LoadRun.objects.get(dataset="policy")
    assert (run.as_of, run.rows_loaded, run.details["item_sites"]) == (DAY, 1, 1)
    assert AuditLog.objects.get(entity_id=run.run_id).action == "POLICY_COMPUTED"


def test_old_nights_go_and_month_ends_stay() -> None:
    wanted_daily(1)
    for day in (ago(31), ago(32), ago(1)):  # 30 and 29 September, 30 October
        compute_policy(day=day)
    compute_policy(day=ago(-4))  # 4 November: 30 September is 35 days before it
    held = InventoryPolicy.objects.order_by("as_of").values_list("as_of", flat=True)
    assert list(held) == [ago(31), ago(1), ago(-4)]


@pytest.fixture
def committed(transactional_db: None) -> object:
    """One material with demand that other sessions see."""
    tables = (
        "core.dim_item",
        "core.dim_site",
        "core.dim_region",
        "core.dim_supplier",
        "support.load_runs",
    )
    truncate(*tables)
    fill_dimensions()
    wanted(0, 1)
    yield
    truncate(*tables)
    execute("DELETE FROM core.dim_calendar WHERE full_date > '2027-01-01'")


def test_the_loaders_role_is_enough_and_no_two_compute_at_once(committed: None) -> None:
    with session("nova_loader") as other:
        other.execute("SELECT pg_advisory_lock(1313822273, hashtext('policy'))")
        waiting = start_command("compute_policy", "--date", DAY.isoformat())
        _, refused = waiting.communicate(timeout=60)
        other.execute("SELECT pg_advisory_unlock_all()")
    alone = start_command("compute_policy", "--date", DAY.isoformat())
    _, err = alone.communicate(timeout=60)
    assert (waiting.returncode, refused.partition(":")[0]) == (Exit.LOCKED, "LOCKED")
    assert (alone.returncode, err, InventoryPolicy.objects.count()) == (0, "", 1)
