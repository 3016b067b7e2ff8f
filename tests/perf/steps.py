"""What a person sees while the benchmarks run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)


class Steps:
    """A bar for the repetitions of the part that runs, and one line for each step that is done."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("start", total=None)
        self._part = ""

    def __enter__(self) -> "Steps":
        self._bar.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def part(self, name: str) -> None:
        self._part = name
        self._bar.console.rule(name, align="left")
        self._bar.reset(self._task, total=None, description=name)

    def repetitions(self, count: int) -> Iterator[int]:
        """Numbers from 1 to count, with the bar moving along."""
        self._bar.update(self._task, total=count, completed=0)
        for number in range(1, count + 1):
            yield number
            self._bar.update(self._task, completed=number)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        self._bar.update(self._task, description=f"{self._part}: {what}")
        started = time.monotonic()
        yield
        seconds = time.monotonic() - started
        self._bar.console.print(f"{seconds:8.1f} s  {what}", highlight=False)
