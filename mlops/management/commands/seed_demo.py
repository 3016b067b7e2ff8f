"""Simulates a company and loads it through the real loaders."""

import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mlops.pipeline.console import print_results
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.request import Options
from mlops.pipeline.units import load_unit
from mlops.sources.simulator import simulate
from nova.progress import progress_bar

EXAMPLES = """examples:
  manage.py seed_demo                                   500 items at 5 sites, two years
  manage.py seed_demo --items 50 --sites 2 --days 120   a small world
  manage.py seed_demo --items 2740 --out world          10 million item-site-days, files kept
"""


class Command(BaseCommand):
    help = "Simulate stock, demand and orders whose truth is known, and load them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--items", type=int, default=500, help="materials (default 500)")
        parser.add_argument("--sites", type=int, default=5, help="places (default 5)")
        parser.add_argument("--days", type=int, default=730, help="days of history (default 730)")
        parser.add_argument(
            "--seed", type=int, default=20260101, help="another seed, another company"
        )
        parser.add_argument(
            "--end-date", type=date.fromisoformat, help="last day (default: yesterday)"
        )
        parser.add_argument("--out", type=Path, help="folder to keep the files in")

    def handle(self, **options: Any) -> None:
        if not settings.ALLOW_SIMULATED_DATA:
            raise CommandError("simulated data are not for production", returncode=Exit.BAD_CONFIG)
        with tempfile.TemporaryDirectory() as scratch:
            folder = options["out"] or Path(scratch) / "unit"
            try:
                with progress_bar(enabled=True) as progress:
                    simulate(
                        items=options["items"],
                        sites=options["sites"],
                        days=options["days"],
                        seed=options["seed"],
                        end_date=options["end_date"] or timezone.localdate() - timedelta(days=1),
                        out=folder,
                        progress=progress,
                    )
                    results = load_unit(folder, Options(), own_files=True, progress=progress)
            except LoadError as error:
                self.stderr.write(str(error))
                sys.exit(error.exit_code)
        print_results(results, as_json=False, dry_run=False)
