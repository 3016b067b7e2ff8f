"""What a person sees of a load: a progress bar while it goes, a table when it is over."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from mlops.pipeline import ingest
from mlops.pipeline.record import Result

_FIGURES = ("rows_read", "rows_loaded", "rows_rejected", "rows_duplicate", "rows_set_apart")
_COUNTED = ("rejected_by_code", "set_apart_by_code", "warnings")


@contextmanager
def progress_bar(*, enabled: bool) -> Iterator[ingest.Progress]:
    """A callback that moves a bar on standard error; silent where nobody watches."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    watched = enabled and console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not watched) as bar:
        task = bar.add_task("start", total=None)

        def show(step: str, done: int, total: int | None) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield show


def print_results(results: Sequence[Result], *, as_json: bool, dry_run: bool) -> None:
    """The runs as a table with their sums, or as one JSON document."""
    if as_json:
        document = {"dry_run": dry_run, "runs": [asdict(result) for result in results]}
        print(json.dumps(document, default=_plain, ensure_ascii=False))
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    console.print(_table(results, "Dry run: nothing was published" if dry_run else None))
    for result in results:
        for line in _remarks(result):
            console.print(f"  {result.dataset}: {line}", highlight=False, soft_wrap=True)


def _table(results: Sequence[Result], title: str | None) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("run", justify="right")
    table.add_column("dataset", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for figure in _FIGURES:
        name = figure.removeprefix("rows_").replace("_", " ")
        table.add_column(name, justify="right", no_wrap=True)
    for result in results:
        figures = (getattr(result, figure) for figure in _FIGURES)
        status = result.code if result.status == "UNCHANGED" else result.status
        table.add_row(str(result.run_id), result.dataset, status, *map(_count, figures))
    return table


def _remarks(result: Result) -> Iterator[str]:
    if result.message:
        yield result.message
    if result.status in {"PUBLISHED", "CHECKED"} and "inserted" in result.details:
        yield f"{result.details['inserted']:,} inserted, {result.details['updated']:,} updated"
    for title in _COUNTED:
        found = result.details.get(title)
        if found:
            yield f"{title.replace('_', ' ')}: {_counts(found)}"
    for view, why in (result.details.get("not_refreshed") or {}).items():
        yield f"PUBLISHED, but {view} was not refreshed: {why}"
    if result.rejects_file:
        yield f"refused rows: {result.rejects_file}"


def _counts(found: dict[str, int]) -> str:
    return ", ".join(f"{code} {count:,}" for code, count in found.items())


def _count(value: int | None) -> str:
    return "—" if value is None else f"{value:,}"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
