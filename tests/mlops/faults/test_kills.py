"""kill -9 of the loader and of its reader, at random times and at every named step."""

import os
import random
import signal
from pathlib import Path

import pytest

from mlops.pipeline.errors import Exit
from tests.mlops.faults.conftest import FULL, Note
from tests.mlops.faults.editions import SCENARIOS
from tests.mlops.faults.points import Point, commits_of, points_of
from tests.mlops.faults.proxy import STEP
from tests.mlops.faults.trials import KILLED, PUBLISHED, Fault, Verdict, attempt
from tests.mlops.faults.yard import Loader, Moment, Yard, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.slow]

RANDOM_KILLS = {"forecasts": 67, "demand": 67, "unit": 66} if FULL else dict.fromkeys(SCENARIOS, 8)
STEPPED = list(SCENARIOS) if FULL else ["forecasts", "demand"]  # 16 of the 40 kills
FEW = list(SCENARIOS) if FULL else ["forecasts"]
READER_KILLS = 7 if FULL else 1
AGAIN_EVERY = 1 if FULL else 4  # tries after which the same file is loaded once more
CRASHED = Verdict(old={Exit.REJECTED: "READER_CRASHED: the reader died of SIGKILL"}, new=PUBLISHED)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_kill_at_random_times_leaves_old_or_new_data(yard: Yard, note: Note, scenario: str) -> None:
    dice = random.Random(20261122)
    figures = note("kill -9, random", scenario)

    for turn in range(RANDOM_KILLS[scenario]):
        moment = yard.moment(scenario, dice)

        def strike(loader: Loader, at: Moment = moment) -> None:
            loader.await_moment(at)
            loader.kill()

        again = turn % AGAIN_EVERY == AGAIN_EVERY - 1
        attempt(yard, scenario, Fault(strike, KILLED), figures, again=again)

    assert figures.bad == []
    if FULL:
        assert set(figures.shown) == {"old", "new"}, "the kills fall on one side of the publication"


@pytest.mark.parametrize("scenario", STEPPED)
def test_kill_at_every_step_and_commit_leaves_old_or_new_data(
    yard: Yard, note: Note, scenario: str
) -> None:
    points = points_of(yard.timeline(scenario))
    figures = note("kill -9, each step and COMMIT", scenario)
    shown = []

    for point in points:
        before = figures.shown["new"]

        def strike(loader: Loader, point: Point = point) -> None:
            loader.await_hold()
            if point.pattern is STEP:
                assert point.text in [name for _, name in yard.server.sessions()]
            loader.kill()

        fault = Fault(strike, KILLED, hold=point.hold(answer=True))
        attempt(yard, scenario, fault, figures, again=FULL)
        shown.append("new" if figures.shown["new"] > before else "old")

    assert figures.bad == []
    assert len(points) >= 2
    assert shown == sorted(shown, reverse=True), f"published and then not: {shown} at {points}"
    assert {shown[0], shown[-1]} == {"old", "new"}


@pytest.mark.parametrize("scenario", FEW)
def test_kill_before_the_last_commit_is_sent_leaves_old_data(
    yard: Yard, note: Note, scenario: str
) -> None:
    last = commits_of(yard.timeline(scenario))[-1]
    figures = note("kill -9, COMMIT not sent", scenario)

    def strike(loader: Loader) -> None:
        loader.await_hold()
        loader.kill()

    attempt(yard, scenario, Fault(strike, KILLED, hold=last.hold(answer=False)), figures)

    assert figures.bad == []
    assert dict(figures.shown) == {"old": 1}


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the reader is found in /proc")
@pytest.mark.parametrize("scenario", FEW)
def test_kill_of_the_reader_refuses_the_file(yard: Yard, note: Note, scenario: str) -> None:
    dice = random.Random(20261123)
    figures = note("kill -9 of the reader", scenario)

    # The first at once, since a reader may be done before a random moment.
    for moment in [0.0, *(dice.uniform(0, 0.6) for _ in range(READER_KILLS - 1))]:

        def strike(loader: Loader, wait_s: float = moment) -> None:
            wait_until(lambda: loader.readers() or loader.ended, seconds=30, what="a reader")
            loader.process.wait(wait_s)
            for pid in loader.readers():
                os.kill(pid, signal.SIGKILL)

        attempt(yard, scenario, Fault(strike, CRASHED), figures, again=FULL)

    assert figures.bad == []
    assert figures.codes[str(int(Exit.REJECTED))] > 0
