"""The line between loader and server: closed, reset, or silent as when a cable is pulled."""

import random

import pytest

from tests.mlops.faults.conftest import FULL, Note
from tests.mlops.faults.editions import SCENARIOS
from tests.mlops.faults.points import commits_of
from tests.mlops.faults.proxy import Cut
from tests.mlops.faults.trials import NO_DATABASE, Fault, attempt
from tests.mlops.faults.yard import Loader, Yard

pytestmark = [pytest.mark.faults, pytest.mark.slow]

SILENCE_S = 40  # a loader and its backend both notice a dead line within this
TRIES = {
    Cut.CLOSED: {"forecasts": 7, "demand": 7, "unit": 6},
    Cut.RESET: {"forecasts": 7, "demand": 7, "unit": 6},
    Cut.SILENT: {"forecasts": 7, "demand": 7, "unit": 6},
}
FEW = {Cut.CLOSED: {"demand": 1}, Cut.RESET: {"forecasts": 1}}  # a silent line takes 25 s
ROWS = [
    (cut, scenario, tries)
    for cut, rows in (TRIES if FULL else FEW).items()
    for scenario, tries in rows.items()
]


@pytest.mark.parametrize(("cut", "scenario", "tries"), ROWS)
def test_cut_line_is_told_in_bounded_time(
    yard: Yard, note: Note, cut: Cut, scenario: str, tries: int
) -> None:
    dice = random.Random(f"20261126 {cut}")
    figures = note(f"line {cut}", scenario)

    for _ in range(tries):

        def strike(loader: Loader, at: float = dice.uniform(0, yard.span(scenario))) -> None:
            loader.after(at)
            yard.proxy.cut_line(cut)

        attempt(yard, scenario, Fault(strike, NO_DATABASE, gone_s=SILENCE_S), figures, again=FULL)

    assert figures.bad == []
    assert figures.longest < SILENCE_S


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_line_cut_before_the_commit_publishes_nothing(
    yard: Yard, note: Note, scenario: str
) -> None:
    figures = note("line cut, COMMIT not sent", scenario)

    def strike(loader: Loader) -> None:
        loader.await_hold()
        yard.proxy.cut_line(Cut.RESET)

    hold = commits_of(yard.timeline(scenario))[-1].hold(answer=False)
    attempt(yard, scenario, Fault(strike, NO_DATABASE, hold=hold), figures, again=FULL)

    assert figures.bad == []
    assert dict(figures.shown) == {"old": 1}


@pytest.mark.xfail(strict=True, reason="a load does not ask whether its COMMIT went through")
@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("cut", [Cut.CLOSED, Cut.RESET])
def test_line_cut_after_the_commit_does_not_deny_the_publication(
    yard: Yard, note: Note, cut: Cut, scenario: str
) -> None:
    figures = note(f"line {cut}, COMMIT unanswered", scenario)

    def strike(loader: Loader) -> None:
        loader.await_hold()
        yard.proxy.cut_line(cut)

    hold = commits_of(yard.timeline(scenario))[-1].hold(answer=True)
    attempt(yard, scenario, Fault(strike, NO_DATABASE, hold=hold), figures, again=FULL)

    assert figures.bad == []
    assert dict(figures.shown) == {"new": 1}
