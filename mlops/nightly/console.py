"""A night as a person reads it at the terminal, and as a machine does."""

from collections.abc import Sequence
from datetime import UTC

from rich import box
from rich.table import Table
from rich.text import Text

from mlops.pipeline import wording
from mlops.pipeline.console import terminal
from mlops.pipeline.run_list import WIDE, print_json
from support.models import Night, NightStep

_COLOURS = {"DONE": "green", "PARTIAL": "yellow", "FAILED": "red", "SKIPPED": "red"}


def print_steps(night: Night, rows: Sequence[NightStep], *, as_json: bool) -> None:
    """The night's steps, one a line, and below them why a step did not end well."""
    if as_json:
        print_json(document(night, rows))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for title in ("step", "status"):
        table.add_column(title)
    for title in ("rows", "took"):
        table.add_column(title, justify="right")
    for row in rows:
        status = Text(row.status, style=_COLOURS.get(row.status, ""))
        table.add_row(row.step, status, wording.count(row.row_count), wording.seconds(took(row)))
    console = terminal(width=WIDE)
    console.print(f"Night {night.pk} for {night.business_date}")
    console.print(table)
    for row in rows:
        if row.error:
            console.print(f"{row.step}: {row.error}", soft_wrap=True)


def document(night: Night, rows: Sequence[NightStep]) -> dict[str, object]:
    """What --json prints; seconds per step, times in UTC."""
    return {
        "night_id": night.pk,
        "business_date": night.business_date.isoformat(),
        "steps": [
            {
                "step": row.step,
                "status": row.status,
                "rows": row.row_count,
                "seconds": took(row),
                "started_at": row.started_at.astimezone(UTC).isoformat(),
                "details": row.details,
                "error": row.error,
            }
            for row in rows
        ],
    }


def took(row: NightStep) -> float | None:
    """Seconds of a step that has ended."""
    if row.finished_at is None:
        return None
    return round((row.finished_at - row.started_at).total_seconds(), 3)
