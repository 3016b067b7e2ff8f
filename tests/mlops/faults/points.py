"""Places in a load where a fault can strike: its announcements of a step and its COMMITs."""

import re
from dataclasses import dataclass
from itertools import takewhile

from tests.mlops.faults.proxy import COMMIT, STEP, Hold, Mark


@dataclass(frozen=True)
class Point:
    """A message of a load: the nth that matches the pattern; what it said."""

    pattern: re.Pattern[bytes]
    nth: int
    text: str

    def hold(self, *, answer: bool) -> Hold:
        return Hold(self.pattern, self.nth, answer=answer)


def points_of(marks: list[Mark]) -> list[Point]:
    """Every announcement of a step and every COMMIT, in the order of an undisturbed load."""
    counts = {STEP: 0, COMMIT: 0}
    points = []
    for mark in marks[:-1]:
        pattern = COMMIT if mark.text == "COMMIT" else STEP
        counts[pattern] += 1
        points.append(Point(pattern, counts[pattern], mark.text))
    return points


def commits_of(marks: list[Mark]) -> list[Point]:
    """The COMMITs of a load, the one that publishes last: what follows refreshes views."""
    until = takewhile(lambda point: not point.text.endswith(": refresh"), points_of(marks))
    return [point for point in until if point.pattern is COMMIT]
