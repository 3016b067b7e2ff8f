"""The instruments of the benchmarks measure what they say."""

import subprocess
import sys
from argparse import ArgumentTypeError

import pytest

from tests.perf.forecast_files import DAYS
from tests.perf.memory import PeakMemory, descendants
from tests.perf.reader_figures import Window, added_wait, wrong_answers
from tests.perf.reader_process import Answer
from tests.perf.sizes import rows, short

HELD_MB = 80
# A process that starts another, which fills memory and lets go of it before both end.
PARENT_OF_A_HOARDER = f"""
import subprocess, sys
child = "held = b'x' * {HELD_MB * 10**6}; print(len(held), flush=True); input(); del held"
subprocess.run([sys.executable, "-c", child], check=True)
"""


def test_peak_memory_counts_what_a_child_held_and_released() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT_OF_A_HOARDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout
        parent.stdout.readline()
        with PeakMemory(parent.pid) as memory:
            assert len(descendants(parent.pid)) == 2
            parent.communicate("go on\n")
    two_interpreters_mb = 2 * 30
    assert HELD_MB < memory.peak.pss < HELD_MB + two_interpreters_mb
    assert memory.peak.pss <= memory.peak.rss


def an_answer(asked: float, seconds: float, *, rows: int = DAYS, models: int = 1) -> Answer:
    return Answer(asked, asked + seconds, rows, models)


def test_the_added_wait_compares_the_longest_in_windows_with_the_longest_between() -> None:
    windows = [Window(10, 11), Window(20, 21)]
    answers = [
        an_answer(1, 5),  # before the first window: not under the same load
        an_answer(9.9, 0.2),  # reaches into the first
        an_answer(15, 0.05),
        an_answer(20.5, 0.1),
        an_answer(30, 5),  # after the last
    ]
    row = added_wait(answers, windows)
    assert row.ours == pytest.approx(150)
    assert row.ok is False


def test_nothing_is_added_when_the_longest_answer_lies_between_windows() -> None:
    answers = [an_answer(10.5, 0.02), an_answer(15, 0.4), an_answer(20.5, 0.03)]
    assert added_wait(answers, [Window(10, 11), Window(20, 21)]).ours == 0


def test_a_wait_is_not_made_up_when_nobody_asked_in_a_window() -> None:
    with pytest.raises(ValueError, match="empty"):
        added_wait([an_answer(15, 0.4)], [Window(10, 11), Window(20, 21)])


def test_answers_are_wrong_when_mixed_partial_or_empty() -> None:
    answers = [
        an_answer(1, 0.1),
        an_answer(2, 0.1, models=2),
        an_answer(3, 0.1, rows=DAYS - 1),
        an_answer(4, 0.1, rows=0, models=0),
    ]
    figures = {row.name: (row.ours, row.ok) for row in wrong_answers(answers, "of 4")}
    assert figures == {"load.readers.mixed": (2, False), "load.readers.empty": (1, False)}


@pytest.mark.parametrize(
    ("text", "count"), [("90", 90), ("200k", 200_000), ("10M", 10_000_000), ("1500k", 1_500_000)]
)
def test_rows_are_read_as_people_write_them(text: str, count: int) -> None:
    assert rows(text) == count


@pytest.mark.parametrize("text", ["", "0", "-1", "2m", "1.5M", "M", "ten"])
def test_rows_that_are_no_number_are_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="such as 200k or 2M"):
        rows(text)


@pytest.mark.parametrize(
    ("count", "text"), [(2_000_000, "2M"), (1_500_000, "1500k"), (200_000, "200k"), (1234, "1234")]
)
def test_rows_are_written_short(count: int, text: str) -> None:
    assert short(count) == text
