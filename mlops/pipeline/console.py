"""What a person or a machine is told of a load when it is over."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import DatabaseError
from rich import box
from rich.console import Console
from rich.table import Table

from mlops.pipeline import wording
from mlops.pipeline.record import Result
from support.load_figures import (
    Comparison,
    compare,
    rows_per_second,
    seconds_by_step,
    seconds_of_steps,
)

_FIGURES = ("rows_read", "rows_loaded", "rows_rejected", "rows_duplicate", "rows_set_apart")
_COUNTED = ("rejected_by_code", "set_apart_by_code", "warnings")


def terminal(*, width: int) -> Console:
    """Standard output; so many characters wide where it is no terminal.

    Without markup: a file's own words may hold square brackets.
    """
    wide = None if Console().is_terminal else width
    return Console(width=wide, markup=False, highlight=False)


def print_results(results: Sequence[Result], *, as_json: bool, dry_run: bool) -> None:
    """The runs as a table with their sums, or as one JSON document."""
    found, untold = _comparisons(results)
    if as_json:
        document = {"dry_run": dry_run, "runs": [_document(r, found) for r in results]}
        print(json.dumps(document, default=plain, ensure_ascii=False))
        return
    console = terminal(width=120)
    console.print(_table(results, "Dry run: nothing was published" if dry_run else None))
    for result in results:
        for line in _remarks(result, found.get(result.run_id)):
            console.print(f"  {result.dataset}: {line}", soft_wrap=True)
    if untold:
        console.print(f"  not compared with the publication before: {untold}", soft_wrap=True)


def _comparisons(results: Sequence[Result]) -> tuple[dict[int, Comparison], str | None]:
    """The runs beside those before them, or why not: a load that is over never fails by this."""
    try:
        return compare(results), None
    except DatabaseError as error:
        return {}, str(error).partition("\n")[0]


def _document(result: Result, found: dict[int, Comparison]) -> dict[str, Any]:
    comparison = found.get(result.run_id)
    return {**asdict(result), "since": comparison_document(comparison) if comparison else None}


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """The comparison for machines; percent is a number, None where nothing can be compared."""
    return {
        "run_id": comparison.previous.run_id if comparison.previous else None,
        "changes": {
            change.name: {
                "before": change.before,
                "now": change.now,
                "percent": None if change.percent is None else float(change.percent),
            }
            for change in comparison.changes
        },
    }


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
        table.add_row(str(result.run_id), result.dataset, status, *map(wording.count, figures))
    return table


def _remarks(result: Result, comparison: Comparison | None) -> Iterator[str]:
    if result.message:
        yield result.message
    done = ", ".join(filter(None, (_changed(result), timing(result))))
    if done:
        yield done
    if comparison:
        yield wording.comparison(comparison)
    backtest = result.details.get("backtest")
    if backtest and result.code is None:
        yield backtest["told"]
    yield from _doubts(result)


def _changed(result: Result) -> str:
    if (
        result.status not in {"PUBLISHED", "CANDIDATE", "CHECKED"}
        or "inserted" not in result.details
    ):
        return ""
    return f"{result.details['inserted']:,} inserted, {result.details['updated']:,} updated"


def _doubts(result: Result) -> Iterator[str]:
    for title in _COUNTED:
        found = result.details.get(title)
        if found:
            yield f"{title.replace('_', ' ')}: {wording.counts(found)}"
    for view, why in (result.details.get("not_refreshed") or {}).items():
        yield f"PUBLISHED, but {view} was not refreshed: {why}"
    if result.rejects_file:
        yield f"refused rows: {result.rejects_file}"


def timing(result: Result) -> str:
    """Seconds over all and by step, and rows a second; empty for a load that was not timed."""
    if not seconds_by_step(result):
        return ""
    steps = ", ".join(f"{step} {wording.seconds(s)}" for step, s in seconds_by_step(result).items())
    pace = rows_per_second(result)
    told = f", {pace:,} rows/s" if pace else ""
    return f"{wording.seconds(seconds_of_steps(result))}{told} ({steps})"


def plain(value: Any) -> str:
    """What JSON has no form for, as text."""
    return value.isoformat() if isinstance(value, date) else str(value)
