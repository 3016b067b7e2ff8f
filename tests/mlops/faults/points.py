"""Places in a load where a fault can strike: its announcements of a step and its COMMITs."""

import re
from dataclasses import dataclass

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
    return [point for point in points_of(marks) if point.pattern is COMMIT]
