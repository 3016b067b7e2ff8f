"""A load in figures: how long it took, and what it holds beside the publication before it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from support.models import LoadRun

Figure = int | Decimal | date

STEPS = ("open", "copy", "keys", "gates", "publish", "refresh")
COUNTS = ("rows", "items", "sites")
DAYS = ("first_date", "last_date")


class Load(Protocol):
    """A run as the database has it, or one that has just ended."""

    run_id: int
    dataset: str
    rows_read: int | None
    rows_loaded: int | None
    details: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One figure of two publications; before is None when the earlier one did not tell it."""

    name: str
    before: Figure | None
    now: Figure

    @property
    def percent(self) -> Decimal | None:
        """Change in % of before, to one decimal; None for days and where before is 0 or untold."""
        if not self.before or isinstance(self.before, date) or isinstance(self.now, date):
            return None
        share = (Decimal(self.now) - Decimal(self.before)) / abs(Decimal(self.before))
        return round(share * 100, 1)


@dataclass(frozen=True)
class Comparison:
    """What changed since the publication before; previous is None for a dataset's first."""

    previous: LoadRun | None
    changes: tuple[Change, ...]


def compare(runs: Collection[Load]) -> dict[int, Comparison]:
    """Each run that tells its figures, by its number, beside its dataset's publication before."""
    telling = [run for run in runs if run.details.get("figures")]
    if not telling:
        return {}
    earlier = LoadRun.objects.published_before(
        min(run.run_id for run in telling), {run.dataset for run in telling}
    )
    return {run.run_id: _comparison(run, earlier.get(run.dataset)) for run in telling}


def _comparison(run: Load, previous: LoadRun | None) -> Comparison:
    before = figures_of(previous) if previous else {}
    now = figures_of(run)
    return Comparison(
        previous, tuple(Change(name, before.get(name), value) for name, value in now.items())
    )


def figures_of(run: Load) -> dict[str, Figure]:
    """Rows, distinct items and sites, total of the main measure, first and last day; what is told.

    A run from before figures were kept tells its rows alone.
    """
    told: Mapping[str, Any] = run.details.get("figures") or {"rows": run.rows_loaded}
    figures: dict[str, Figure] = {
        name: int(told[name]) for name in COUNTS if told.get(name) is not None
    }
    if told.get("total") is not None:
        figures["total"] = Decimal(told["total"])
    return figures | {
        name: date.fromisoformat(told[name]) for name in DAYS if told.get(name) is not None
    }


def seconds_by_step(run: Load) -> dict[str, float]:
    """Seconds of each step, in the order of the steps; empty for a run that did not tell."""
    told: dict[str, float] = run.details.get("seconds") or {}
    # JSONB keeps no order of its own.
    known = {step: told[step] for step in STEPS if step in told}
    return known | told


def seconds_of_steps(run: Load) -> float | None:
    """Seconds of all steps together; None for a run that did not tell."""
    steps = seconds_by_step(run)
    return round(sum(steps.values()), 3) if steps else None


def seconds_taken(run: LoadRun) -> float:
    """Seconds of the run's own steps; of a run that tells none, from its start to its end.

    The files of a unit start together, so their own steps tell more than the clock.
    """
    steps = seconds_of_steps(run)
    return (run.finished_at - run.started_at).total_seconds() if steps is None else steps


def rows_per_second(run: Load) -> int | None:
    """Rows read a second over all steps; None where nothing was read or timed."""
    taken = seconds_of_steps(run)
    return round(run.rows_read / taken) if run.rows_read and taken else None
