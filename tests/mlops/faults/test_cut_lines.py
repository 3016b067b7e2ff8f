"""The line between loader and server: closed, reset, or silent as when a cable is pulled."""

import random

import pytest

from mlops.pipeline.errors import Exit
from tests.mlops.faults.conftest import FULL, Note
from tests.mlops.faults.editions import SCENARIOS
from tests.mlops.faults.points import commits_of
from tests.mlops.faults.proxy import Cut
from tests.mlops.faults.trials import NO_DATABASE, Fault, Verdict, attempt
from tests.mlops.faults.yard import Loader, Moment, Yard

pytestmark = [pytest.mark.faults, pytest.mark.slow]

SILENCE_S = 40  # a loader and its backend both notice a dead line within this
UNKNOWN = Verdict(old={}, new={Exit.NO_DATABASE: "NO_DATABASE: not known whether run "})
TRIES = {
    Cut.CLOSED: {"forecasts": 2, "demand": 2, "unit": 3},
    Cut.RESET: {"forecasts": 2, "demand": 3, "unit": 2},
    Cut.SILENT: {"forecasts": 2, "demand": 2, "unit": 2},
}
FEW = {Cut.CLOSED: {"demand": 1}}  # a silent line takes 25 s
AT_COMMIT = list(SCENARIOS) if FULL else ["forecasts", "unit"]
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
        moment = yard.moment(scenario, dice)

        def strike(loader: Loader, at: Moment = moment) -> None:
            loader.await_moment(at)
            yard.proxy.cut_line(cut)

        attempt(yard, scenario, Fault(strike, NO_DATABASE, gone_s=SILENCE_S), figures, again=FULL)

    assert figures.bad == []
    assert figures.longest < SILENCE_S


@pytest.mark.parametrize("scenario", AT_COMMIT)
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


@pytest.mark.parametrize("scenario", AT_COMMIT)
@pytest.mark.parametrize("cut", [Cut.CLOSED, Cut.RESET] if FULL else [Cut.RESET])
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


@pytest.mark.skipif(not FULL, reason="two timeouts, a minute: NOVA_FAULTS=full")
def test_publication_that_nobody_can_confirm_is_told_as_unknown(yard: Yard, note: Note) -> None:
    figures = note("line silent, COMMIT unanswered", "forecasts")

    def strike(loader: Loader) -> None:
        loader.await_hold()
        yard.proxy.cut_line(Cut.SILENT)

    hold = commits_of(yard.timeline("forecasts"))[-1].hold(answer=True)
    fault = Fault(strike, UNKNOWN, hold=hold, gone_s=SILENCE_S)
    attempt(yard, "forecasts", fault, figures)

    assert figures.bad == []
    assert dict(figures.shown) == {"new": 1}
