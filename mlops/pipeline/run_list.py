"""Runs of loads to look over, one a line."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.forms.models import model_to_dict
from django.utils import timezone
from rich import box
from rich.table import Table
from rich.text import Text

from mlops.pipeline import wording
from mlops.pipeline.console import plain, terminal
from support.load_figures import seconds_taken
from support.models import LoadRun

WIDE = 200  # where nobody's terminal says how wide it is
_COLOURS: dict[str, str] = {
    LoadRun.Status.PUBLISHED: "green", LoadRun.Status.CANDIDATE: "yellow",
    LoadRun.Status.NEEDS_APPROVAL: "yellow",
    LoadRun.Status.REJECTED: "red", LoadRun.Status.FAILED: "red",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A column of the list. rank: the highest is left out first where the terminal is narrow."""

    title: str
    cell: Callable[[LoadRun], str | Text]
    justify: Literal["left", "right"] = "left"
    rank: int = 0


def _number(name: str, title: str, rank: int = 0) -> Field:
    return Field(title, lambda run: wording.count(getattr(run, name)), "right", rank)


def _detail(name: str, rank: int) -> Field:
    return Field(name, lambda run: wording.count(run.details.get(name)), "right", rank)


def status(run: LoadRun) -> Text:
    return Text(run.status, style=_COLOURS.get(run.status, ""))


FIELDS = (
    Field("run", lambda run: str(run.run_id), "right"),
    Field("dataset", lambda run: run.dataset),
    Field("status", status),
    Field("code", lambda run: run.code or "", rank=1),
    _number("rows_read", "read"),
    _number("rows_loaded", "loaded"),
    _number("rows_rejected", "rejected"),
    _detail("inserted", rank=4),
    _detail("updated", rank=5),
    _detail("unchanged", rank=6),
    Field("as of", lambda run: wording.figure(run.as_of), rank=2),
    Field("started", lambda run: f"{timezone.localtime(run.started_at):%Y-%m-%d %H:%M}"),
    Field("took", lambda run: wording.seconds(seconds_taken(run)), "right", rank=3),
    Field("who", lambda run: run.actor, rank=7),
)


def print_runs(runs: Sequence[LoadRun], *, as_json: bool) -> None:
    """The runs, one a line; columns that a narrow terminal has no room for are left out."""
    if as_json:
        print_json([run_document(run) for run in runs])
        return
    console = terminal(width=WIDE)
    if not runs:
        console.print("no such runs")
        return
    by_rank = sorted((field for field in FIELDS if field.rank), key=lambda f: -f.rank)
    for left_out in range(len(by_rank) + 1):
        table = _listed(runs, without=by_rank[:left_out])
        unbounded = console.options.update(width=10 * WIDE)
        if console.measure(table, options=unbounded).maximum <= console.width:
            break
    console.print(table)


def _listed(runs: Iterable[LoadRun], *, without: Collection[Field]) -> Table:
    caption = f"times in {settings.TIME_ZONE}"
    if without:
        caption += f"; no room for {', '.join(field.title for field in without)}"
    table = Table(box=box.SIMPLE_HEAD, caption=caption, caption_justify="left")
    shown = [field for field in FIELDS if field not in without]
    for field in shown:
        table.add_column(field.title, justify=field.justify, no_wrap=True)
    for run in runs:
        table.add_row(*(field.cell(run) for field in shown))
    return table


def run_document(run: LoadRun) -> dict[str, Any]:
    """The run for machines, with its seconds."""
    return {**model_to_dict(run), "finished_at": run.finished_at, "seconds": seconds_taken(run)}


def print_json(document: Any) -> None:
    print(json.dumps(document, default=plain, ensure_ascii=False))
