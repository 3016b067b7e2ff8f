"""The bar that a person watches while a load goes."""

import io

from rich.console import Console
from rich.progress import Progress

from nova.progress import COLUMNS, step_by_step


class Watched:
    """A bar on a terminal of its own, under a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.console = Console(file=io.StringIO(), width=120, force_terminal=True)
        self.bar = Progress(
            *COLUMNS, console=self.console, auto_refresh=False, get_time=lambda: self.now
        )
        self.show = step_by_step(self.bar)

    def line(self) -> str:
        with self.console.capture() as capture:
            self.console.print(self.bar.get_renderable())
        return capture.get()


def test_shows_step_rows_pace_and_time_left() -> None:
    watched = Watched()
    for watched.now in (0.0, 1.0, 2.0):
        watched.show("validate and copy", int(watched.now * 100_000), 1_000_000)
    line = watched.line()
    assert "validate and copy" in line
    assert "200,000 of 1,000,000 rows" in line
    assert "100,000 rows/s" in line  # 100,000 in each second
    assert "0:08 left" in line  # 800,000 rows at that pace


def test_of_a_file_that_does_not_tell_its_rows_no_time_left_is_claimed() -> None:
    watched = Watched()
    for watched.now in (0.0, 1.0, 4.0):
        watched.show("validate and copy", int(watched.now * 25_000), None)
    line = watched.line()
    assert "100,000 rows, 25,000 rows/s" in line
    assert "left" not in line
    assert " of " not in line


def test_each_step_and_each_file_of_a_unit_has_a_pace_of_its_own() -> None:
    watched = Watched()
    for watched.now in (1.0, 2.0):
        watched.show("validate and copy", int(watched.now * 400_000), 1_000_000)
    for watched.now in (100.0, 101.0, 102.0):  # the next file, a smaller one
        watched.show("validate and copy", int(watched.now - 100) * 100, 500)
    assert "200 of 500 rows, 100 rows/s" in watched.line()
    watched.show("keys", 500, 500)
    assert "rows/s" not in watched.line()
