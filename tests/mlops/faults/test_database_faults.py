"""The database goes away in the middle of a load: its backend, or the whole server."""

import random

import pytest

from tests.mlops.faults.conftest import FULL, Note
from tests.mlops.faults.points import commits_of
from tests.mlops.faults.trials import NO_DATABASE, Fault, attempt
from tests.mlops.faults.yard import Loader, Moment, Yard

pytestmark = [pytest.mark.faults, pytest.mark.slow]

ENDED_BACKENDS = {"forecasts": 7, "demand": 7, "unit": 6} if FULL else {"demand": 1}
RESTARTS = {"forecasts": 3, "demand": 3, "unit": 4} if FULL else {"unit": 1}


@pytest.mark.parametrize("scenario", ENDED_BACKENDS)
def test_end_of_the_backend_is_told_and_publishes_nothing_by_half(
    yard: Yard, note: Note, scenario: str
) -> None:
    dice = random.Random(20261124)
    figures = note("backend ended", scenario)

    for _ in range(ENDED_BACKENDS[scenario]):
        moment = yard.moment(scenario, dice)

        def strike(loader: Loader, at: Moment = moment) -> None:
            loader.await_moment(at)
            yard.server.end_sessions()

        attempt(yard, scenario, Fault(strike, NO_DATABASE), figures, again=FULL)

    assert figures.bad == []


def test_end_of_the_backend_before_the_commit_publishes_nothing(yard: Yard, note: Note) -> None:
    figures = note("backend ended, COMMIT not sent", "unit")

    def strike(loader: Loader) -> None:
        loader.await_hold()
        yard.server.end_sessions()
        loader.go_on()

    hold = commits_of(yard.timeline("unit"))[-1].hold(answer=False)
    attempt(yard, "unit", Fault(strike, NO_DATABASE, hold=hold), figures)

    assert figures.bad == []
    assert dict(figures.shown) == {"old": 1}


@pytest.mark.parametrize("scenario", ["forecasts", "demand"])
def test_end_of_the_backend_after_the_commit_does_not_deny_the_publication(
    yard: Yard, note: Note, scenario: str
) -> None:
    figures = note("backend ended, COMMIT answered", scenario)

    def strike(loader: Loader) -> None:
        loader.await_hold()
        yard.server.end_sessions()
        loader.go_on()

    hold = commits_of(yard.timeline(scenario))[-1].hold(answer=True)
    attempt(yard, scenario, Fault(strike, NO_DATABASE, hold=hold), figures)

    assert figures.bad == []
    assert dict(figures.shown) == {"new": 1}


@pytest.mark.parametrize("scenario", RESTARTS)
@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_restart_of_the_server_is_told_and_publishes_nothing_by_half(
    yard: Yard, note: Note, mode: str, scenario: str
) -> None:
    dice = random.Random(f"20261125 {mode}")
    figures = note(f"server restarted, {mode}", scenario)

    for _ in range(RESTARTS[scenario]):
        moment = yard.moment(scenario, dice)

        def strike(loader: Loader, at: Moment = moment) -> None:
            loader.await_moment(at)
            yard.server.restart(mode)

        attempt(yard, scenario, Fault(strike, NO_DATABASE), figures, again=FULL)

    assert figures.bad == []
