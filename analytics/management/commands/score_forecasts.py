"""Scores forecasts against the demand that has come since; idempotent."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from analytics.accuracy.scoring import Scored, score_forecasts
from analytics.models import ForecastAccuracy
from core.management.upkeep import UpkeepCommand

EPILOG = """examples:
  manage.py score_forecasts                          every run that still has its rows
  manage.py score_forecasts --run 17 --dry-run       one run, nothing kept
  manage.py score_forecasts --until 2026-10-31       as if demand ended there

exit codes:
  0 done    66 no such run    69 no database    75 another scoring is running    77 not permitted
"""


class Command(UpkeepCommand):
    help = "Score forecasts against the demand that has come since, by lead time and segment."
    epilog = EPILOG

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--run", type=int, metavar="N", help="this run; default all")
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DATE", help="last day; default all days"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell, keep nothing")

    def work(self, options: dict[str, Any]) -> None:
        asked = {"run_id": options["run"], "until": options["until"]}
        scored = score_forecasts(**asked, dry_run=options["dry_run"])
        self.stdout.write("\n".join(lines(scored)))


def lines(scored: Scored) -> list[str]:
    """Each run's figures over all of it, None as —."""
    told = [f"demand is loaded up to {scored.until or '—'}"]
    for run in scored.runs:
        name = f"run {run.run_id} {run.status}"
        told += [f"{name} {score.model_tag}: {_figures(score)}" for score in run.overall]
        told.append(f"run {run.run_id}: {run.found:,} rows, {run.changed:,} new or changed")
    return told


def _figures(score: ForecastAccuracy) -> str:
    names = ("wape", "bias", "mase", "rmsse", "interval_coverage", "nominal_coverage", "fva_naive")
    figures = [(name, getattr(score, name)) for name in names]
    shown = [f"{name} {'—' if value is None else f'{value:.3f}'}" for name, value in figures]
    days = f"{score.first_day} to {score.last_day}, {score.cells:,} cells"
    return ", ".join([days, *shown])
