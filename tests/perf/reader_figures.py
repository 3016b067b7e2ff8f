"""What readers noticed, as figures: the wait that publishing added, and wrong answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.perf.forecast_files import DAYS
from tests.perf.reader_process import Answer
from tests.perf.report import Row, at_most


@dataclass(frozen=True)
class Window:
    """Time in which a run was being published, by time.monotonic()."""

    first: float
    last: float

    def meets(self, answer: Answer) -> bool:
        """Whether any of the time between question and answer lies in the window."""
        return answer.asked <= self.last and answer.answered >= self.first


def added_wait(answers: Sequence[Answer], windows: Sequence[Window]) -> Row:
    """The longest answer in any window less the longest between the windows, 0 at least.

    ValueError when there was no answer in them, or none between them.
    """
    inside = [a for a in answers if any(window.meets(a) for window in windows)]
    begin, end = windows[0].first, windows[-1].last
    outside = [
        a
        for a in answers
        if begin <= a.asked <= end and not any(window.meets(a) for window in windows)
    ]
    in_windows, elsewhere = _milliseconds(inside), _milliseconds(outside)
    return Row(
        name="load.readers.wait_ms",
        ours=max(0.0, max(in_windows) - max(elsewhere)),
        unit="ms",
        goal=at_most(100),
        about=f"what publishing adds to the longest answer: {_told(in_windows)} while a run was"
        f" published, {_told(elsewhere)} while one was prepared or its view refreshed",
    )


def wrong_answers(answers: Sequence[Answer], told: str) -> list[Row]:
    """Answers that a change of run spoilt. told: how many were asked for, and when."""
    mixed = sum(a.models > 1 or a.rows not in {0, DAYS} for a in answers)
    empty = sum(a.rows == 0 for a in answers)
    return [
        Row(
            name=f"load.readers.{name}",
            ours=found,
            unit="answers",
            goal=at_most(0),
            about=f"{what}, {told}",
        )
        for name, found, what in (
            ("mixed", mixed, "from two runs, or with a part of one"),
            ("empty", empty, "without rows"),
        )
    ]


def _milliseconds(answers: Sequence[Answer]) -> list[float]:
    return [(answer.answered - answer.asked) * 1000 for answer in answers]


def _told(milliseconds: Sequence[float]) -> str:
    most, almost_all = max(milliseconds), np.percentile(milliseconds, 99)
    return f"{most:,.0f} ms at most ({almost_all:,.0f} in 99 of 100) of {len(milliseconds):,}"
