"""The command that works KPIs out: its days, its refusals, its role."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.errors import Exit
from core.models import Item, Site
from tests.analytics.kpis.rows import (
    DAY,
    demand,
    figure,
    stock,
    versions,
)
from tests.databases import session, start_command
from tests.support.factories import a_site, an_item, calendar
from tests.support.tables import truncate

pytestmark = pytest.mark.django_db

KEPT = ("analytics.kpis_segment_daily", "analytics.kpi_days", "support.load_runs")


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("compute_kpis", *arguments, stdout=said)
    return said.getvalue()


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize(
    ("arguments", "computed"),
    [
        ([], [-20, *range(-7, 1)]),  # a week before yesterday, and what is late
        (["--late"], [-20, -3]),
        (["--from", "-4", "--to", "-2"], [-4, -3, -2]),
        (["--from", "-1"], [-1, 0]),
        (["--to", "-3"], [-3]),
    ],
)
def test_the_command_works_out_the_days_it_is_asked_for(
    pair: tuple[Item, Site], arguments: list[str], computed: list[int]
) -> None:
    calendar(*(yesterday() - timedelta(days=n) for n in range(30)))
    for n in (-20, -3):
        demand(*pair, 5, day=yesterday() + timedelta(days=n))
    written = [
        str(yesterday() + timedelta(days=int(word))) if word[1].isdigit() else word
        for word in arguments
    ]
    assert run(*written).startswith(f"days: {len(computed)};")
    assert sorted(versions()) == [yesterday() + timedelta(days=n) for n in computed]


def test_the_command_refuses_a_span_that_runs_backwards() -> None:
    with pytest.raises(CommandError, match="--from lies after --to"):
        run("--from", "2026-10-02", "--to", "2026-10-01")


@pytest.mark.django_db(transaction=True)
def test_two_computations_at_once_are_one_and_a_refusal() -> None:
    with session("nova_loader") as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, hashtext('kpis'))", [0x4E4F5641])
        started = start_command("compute_kpis")
        _said, trouble = started.communicate(timeout=60)
    assert (started.returncode, trouble.partition(":")[0]) == (Exit.LOCKED, "LOCKED")


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """What other processes see of this test is removed afterwards."""
    yield
    truncate("core.dim_item", "core.dim_site", "analytics.kpis_daily", *KEPT)


def test_the_loaders_role_may_work_them_out(committed: None) -> None:
    pair = an_item(abc_class="A", unit_cost=Decimal(10)), a_site()
    demand(*pair, 5)
    stock(*pair, 5)
    started = start_command("compute_kpis", "--from", DAY, "--to", DAY)
    said, trouble = started.communicate(timeout=60)
    assert (started.returncode, trouble) == (0, "")
    assert said == "days: 1; rows of figures: 3, 3 of them new and 0 unchanged\n"
    assert figure("total_inventory_value") == 50
