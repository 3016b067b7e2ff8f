"""All that is known of one run."""

from typing import Any, Literal

from django.conf import settings
from django.utils import timezone
from rich import box
from rich.table import Table
from rich.text import Text

from analytics.models import ModelRun
from mlops.pipeline import wording
from mlops.pipeline.console import comparison_document, terminal
from mlops.pipeline.run_list import WIDE, print_json, run_document, status
from support.load_figures import compare, rows_per_second, seconds_by_step, seconds_taken
from support.models import LoadRun

FIRST_REJECTS = 10
_ROWS = ("rows_read", "rows_loaded", "rows_rejected", "rows_duplicate", "rows_set_apart")
_REJECT = ("row_no", "column_name", "code", "value", "message")


def print_run(run: LoadRun, *, as_json: bool) -> None:
    """Everything that is known of one run."""
    if as_json:
        print_json(_full_document(run))
        return
    console = terminal(width=WIDE)
    console.print(Text.assemble(f"run {run.run_id}: {run.dataset} ", status(run)))
    for table in (_about(run), _steps(run), _since(run), *_rejects(run), _mates(run)):
        if table.row_count:
            console.print(table)


def _full_document(run: LoadRun) -> dict[str, Any]:
    comparison = compare([run]).get(run.run_id)
    return {
        **run_document(run),
        "since": comparison_document(comparison) if comparison else None,
        "rejected_by_code": run.rejected_by_code(),
        "first_rejects": [dict(zip(_REJECT, cells, strict=True)) for cells in _first_rejects(run)],
        "unit": [run_document(mate) for mate in run.mates()],
    }


def _first_rejects(run: LoadRun) -> list[tuple[Any, ...]]:
    listed = run.rejects.order_by("row_no", "reject_id")
    return list(listed.values_list(*_REJECT)[:FIRST_REJECTS])


def _about(run: LoadRun) -> Table:
    grid = Table.grid(padding=(0, 2))
    pace = rows_per_second(run)
    started, finished = map(timezone.localtime, (run.started_at, run.finished_at))
    told = {
        "why": ": ".join(filter(None, (run.code, run.message))),
        "among models": _among_models(run),
        "backtest": (run.details.get("backtest") or {}).get("told"),
        "file": run.source_name,
        "sha256": run.sha256,
        "schema version": run.schema_version,
        "as of": run.as_of and run.as_of.isoformat(),
        "rows": _reconciled(run),
        "of the loaded": _changed(run),
        "warnings": wording.counts(run.details.get("warnings") or {}),
        "set apart": wording.counts(run.details.get("set_apart_by_code") or {}),
        "not refreshed": wording.pairs(run.details.get("not_refreshed") or {}),
        "started": f"{started:%Y-%m-%d %H:%M:%S} {settings.TIME_ZONE}",
        "finished": f"{finished:%Y-%m-%d %H:%M:%S}",
        "took": wording.seconds(seconds_taken(run)) + (f", {pace:,} rows/s" if pace else ""),
        "who": f"{run.actor}, program {run.app_version}",
    }
    for name, value in told.items():
        if value:
            grid.add_row(f"  {name}", value)
    return grid


def _among_models(run: LoadRun) -> str:
    """Champion, candidate or retired; nothing for a dataset that has no such thing."""
    entered = ModelRun.objects.filter(run_id=run.details.get("promoted") or run.run_id).first()
    if entered is None:
        return ""
    gone = ", its rows are gone" if entered.dropped_at else ""
    return f"{entered.status} (run {entered.pk}){gone}"


def _reconciled(run: LoadRun) -> str:
    parts = {
        name.removeprefix("rows_").replace("_", " "): getattr(run, name)
        for name in (
            "rows_read",
            "rows_loaded",
            "rows_rejected",
            "rows_duplicate",
            "rows_set_apart",
        )
    }
    return ", ".join(f"{wording.count(value)} {name}" for name, value in parts.items())


def _changed(run: LoadRun) -> str:
    names = [name for name in ("inserted", "updated", "unchanged") if name in run.details]
    return ", ".join(f"{run.details[name]:,} {name}" for name in names)


def _steps(run: LoadRun) -> Table:
    table = _table("steps", "step", seconds="right", share="right")
    steps = seconds_by_step(run)
    whole = sum(steps.values()) or 1
    for step, taken in steps.items():
        table.add_row(step, wording.seconds(taken), f"{taken / whole:.0%}")
    return table


def _since(run: LoadRun) -> Table:
    comparison = compare([run]).get(run.run_id)
    previous = comparison.previous if comparison else None
    title = f"since run {previous.run_id}" if previous else "first publication"
    table = _table(title, "figure", before="right", now="right", change="right")
    for change in comparison.changes if comparison else ():
        name, told = change.name.replace("_", " "), wording.percent(change.percent)
        table.add_row(name, wording.figure(change.before), wording.figure(change.now), told)
    return table


def _rejects(run: LoadRun) -> tuple[Table, Table]:
    codes = _table("refused rows by code", "code", rows="right")
    for code, rows in run.rejected_by_code().items():
        codes.add_row(code, f"{rows:,}")
    first = _table(f"the first {FIRST_REJECTS} listed", "row", "column", "code", "value", "rule")
    for cells in _first_rejects(run):
        first.add_row(*(wording.NONE if cell is None else str(cell) for cell in cells))
    return codes, first


def _mates(run: LoadRun) -> Table:
    table = _table("published as one unit with", "run", "dataset", "status", loaded="right")
    for mate in run.mates():
        table.add_row(str(mate.run_id), mate.dataset, status(mate), wording.count(mate.rows_loaded))
    return table


def _table(title: str, *columns: str, **justified: Literal["left", "right"]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for column, justify in justified.items():
        table.add_column(column, justify=justify)
    return table
