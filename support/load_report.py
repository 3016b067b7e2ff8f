"""What a load tells beyond its row: steps, codes, and what changed since the publication before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from support.load_figures import Comparison, compare, figures_of, rows_per_second, seconds_by_step
from support.models import LoadRun

MERGED = ("inserted", "updated", "unchanged")


def report_of(run: LoadRun) -> dict[str, Any]:
    """By the names of the API; None where the run does not tell."""
    details = run.details
    stale: Mapping[str, str] = details.get("not_refreshed") or {}
    return {
        "rows_per_second": rows_per_second(run),
        **{name: details.get(name) for name in MERGED},
        "steps": [{"step": step, "seconds": s} for step, s in seconds_by_step(run).items()],
        "rejected_by_code": _counted(run.rejected_by_code()),
        "warnings": _counted(details.get("warnings") or {}),
        "not_refreshed": [{"view": view, "reason": reason} for view, reason in stale.items()],
        "mates": list(run.mates().values("run_id", "dataset", "status", "rows_loaded")),
        **_compared(run, compare([run]).get(run.run_id)),
    }


def _compared(run: LoadRun, comparison: Comparison | None) -> dict[str, Any]:
    previous = comparison.previous if comparison else None
    now, before = figures_of(run), figures_of(previous) if previous else {}
    changes = comparison.changes if comparison else ()
    return {
        "first_date": now.get("first_date"),
        "last_date": now.get("last_date"),
        "previous_first_date": before.get("first_date"),
        "previous_last_date": before.get("last_date"),
        "changes": [
            {"name": one.name, "before": one.before, "now": one.now, "percent": one.percent}
            for one in changes
            if not isinstance(one.now, date)
        ],
    }


def _counted(rows_by_code: Mapping[str, int]) -> list[dict[str, object]]:
    return [{"code": code, "rows": rows} for code, rows in rows_by_code.items()]
