"""Runs the nightly chain without a broker; safe to repeat, also after it was killed."""

import sys
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from core.management.upkeep import UpkeepCommand
from mlops.nightly.chain import exit_code, open_night, run_step
from mlops.nightly.console import print_steps
from mlops.nightly.steps import STEPS
from nova.actors import command_actor
from nova.progress import progress_bar

EPILOG = """the steps, in their order; one that fails stops those that need it and no other:
{steps}

examples:
  manage.py nightly                     for yesterday
  manage.py nightly --date 2026-11-21   again, for a day; what is done stays as it is
  manage.py nightly --json

exit codes:
  0 all done    65 data was refused or waits, all else is done    69 no database
  75 a step of the chain is at work elsewhere    81 a step failed: the table says which and why
"""


class Command(UpkeepCommand):
    help = "Run the nightly chain for a business day: loads, figures, advice, views."
    epilog = EPILOG.format(
        steps="\n".join(
            f"  {step.name}" + (f" (needs {', '.join(step.needs)})" if step.needs else "")
            for step in STEPS
        )
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date", type=date.fromisoformat, metavar="DATE", help="business day; yesterday"
        )
        parser.add_argument("--json", action="store_true", help="the steps for machines")

    def work(self, options: dict[str, Any]) -> None:
        day = options["date"] or timezone.localdate() - timedelta(days=1)
        night = open_night(business_date=day, actor=command_actor())
        rows = []
        with progress_bar(enabled=not options["json"]) as progress:
            for number, step in enumerate(STEPS):
                progress(step.name, number, len(STEPS))
                rows.append(run_step(night, step))
        print_steps(night, rows, as_json=options["json"])
        sys.exit(exit_code(rows))
