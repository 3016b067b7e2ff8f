"""The order of the night: what fails stops what needs it, and is told."""

from datetime import date

import pytest

from core.errors import UpkeepError
from mlops.nightly.chain import exit_code, open_night, run_step
from mlops.nightly.step import Done, Step
from mlops.nightly.steps import STEPS
from mlops.pipeline.errors import LoadError
from nova.db.locks import DATASET_SPACE
from support.models import Night, NightStep
from tests.databases import session

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 21)


def a_night() -> Night:
    return open_night(business_date=DAY, actor="test")


def step(name: str, *needs: str, error: Exception | None = None) -> Step:
    def run(_day: date) -> Done:
        if error:
            raise error
        return Done(rows=7, details={"day": _day.isoformat()})

    return Step(name, run, needs)


def outcomes(*steps: Step) -> list[tuple[str, str | None]]:
    night = a_night()
    return [(row.status, row.error) for row in (run_step(night, each) for each in steps)]


def test_a_failed_step_stops_those_that_need_it_and_no_other() -> None:
    assert outcomes(
        step("loads", error=LoadError("DISK_FULL", "no space left")),
        step("kpis", "loads"),
        step("advice", "kpis"),
        step("views"),
    ) == [
        ("FAILED", "DISK_FULL: no space left"),
        ("SKIPPED", "needs loads"),
        ("SKIPPED", "needs kpis"),
        ("DONE", None),
    ]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UpkeepError("LOCKED", "demand is being loaded"), "LOCKED: demand is being loaded"),
        (ZeroDivisionError("nobody foresaw it"), "ZeroDivisionError: nobody foresaw it"),
    ],
)
def test_why_a_step_failed_is_told(error: Exception, told: str) -> None:
    assert outcomes(step("kpis", error=error)) == [("FAILED", told)]


def test_a_step_notes_rows_details_and_its_times() -> None:
    row = run_step(a_night(), step("kpis"))
    row.refresh_from_db()
    assert (row.row_count, row.details) == (7, {"day": "2026-11-21"})
    assert row.finished_at is not None
    assert row.finished_at >= row.started_at


def test_a_step_that_is_delivered_again_is_done_once() -> None:
    night, times = a_night(), []
    once = Step("kpis", lambda day: times.append(day) or Done())  # type: ignore[func-returns-value]
    assert [run_step(night, once).status for _ in range(2)] == ["DONE", "DONE"]
    assert times == [DAY]


def test_a_step_that_was_cut_off_is_done_anew() -> None:
    night = a_night()
    NightStep.objects.create(night=night, step="kpis", status="RUNNING")
    assert run_step(night, step("kpis")).status == "DONE"


def test_a_night_that_is_delivered_again_is_the_same_night() -> None:
    first, second = (
        open_night(business_date=DAY, actor="celery", delivery="task-1") for _ in range(2)
    )
    assert first == second
    assert Night.objects.count() == 1


def test_a_step_does_not_begin_while_another_is_at_work() -> None:
    with session("nova_loader") as other:
        other.execute("SELECT pg_advisory_lock(%s, hashtext('nightly'))", [DATASET_SPACE])
        with pytest.raises(UpkeepError, match=r"^LOCKED"):
            run_step(a_night(), step("kpis"))
    assert not NightStep.objects.exists()


def test_every_step_comes_after_those_it_needs() -> None:
    names = [each.name for each in STEPS]
    for position, each in enumerate(STEPS):
        assert set(each.needs) <= set(names[:position]), each.name


@pytest.mark.parametrize(
    ("statuses", "code"),
    [(["DONE"], 0), (["DONE", "PARTIAL"], 65), (["PARTIAL", "FAILED", "SKIPPED"], 81)],
)
def test_the_exit_code_tells_the_worst(statuses: list[str], code: int) -> None:
    assert exit_code(NightStep(status=status) for status in statuses) == code
