"""What a person sees of long work while it goes: step, bar, rows, pace and time left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

Steps = Callable[[str, int, int | None], None]  # step, rows done, of how many where known


class RowsColumn(ProgressColumn):
    """Rows done, of how many where that is known, and the pace of the last half minute."""

    def render(self, task: Task) -> Text:
        if not task.completed:
            return Text("")
        rows = f"{task.completed:,.0f}"
        if task.total is not None:
            rows += f" of {task.total:,.0f}"
        pace = f", {task.speed:,.0f} rows/s" if task.speed else ""
        return Text(f"{rows} rows{pace}")


class TimeLeftColumn(TimeRemainingColumn):
    """Minutes and seconds left; nothing where that is not known."""

    def render(self, task: Task) -> Text:
        left = task.time_remaining
        if left is None or task.finished:
            return Text("")
        minutes, seconds = divmod(round(left), 60)
        return Text(f"{minutes}:{seconds:02} left")


COLUMNS = (
    SpinnerColumn(),
    TextColumn("{task.description}"),
    BarColumn(bar_width=20),
    RowsColumn(),
    TimeLeftColumn(),
)


@contextmanager
def progress_bar(*, enabled: bool) -> Iterator[Steps]:
    """A callback that moves a bar on standard error; silent where nobody watches."""
    console = Console(stderr=True)
    watched = enabled and console.is_terminal
    with Progress(*COLUMNS, console=console, transient=True, disable=not watched) as bar:
        yield step_by_step(bar)


def step_by_step(bar: Progress) -> Steps:
    """A callback that begins the bar anew with each step, so that its pace is the step's own."""
    task = bar.add_task("start", total=None)
    shown = ("start", 0)

    def show(step: str, done: int, total: int | None) -> None:
        nonlocal shown
        if step != shown[0] or done < shown[1]:
            bar.reset(task, description=step, total=total)
        shown = (step, done)
        bar.update(task, completed=done, total=total)

    return show
