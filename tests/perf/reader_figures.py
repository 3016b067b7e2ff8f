"""What readers noticed, as figures: the wait that publishing added, and wrong answers."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    in_windows, elsewhere = _longest_ms(inside), _longest_ms(outside)
    return Row(
        name="load.readers.wait_ms",
        ours=max(0.0, in_windows - elsewhere),
        unit="ms",
        goal=at_most(100),
        about=f"what publishing adds to the longest answer: {in_windows:,.0f} ms among the"
        f" {len(inside):,} while a run was published, {elsewhere:,.0f} ms among the"
        f" {len(outside):,} while one was prepared or its view refreshed",
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


def _longest_ms(answers: Sequence[Answer]) -> float:
    return max(answer.answered - answer.asked for answer in answers) * 1000
