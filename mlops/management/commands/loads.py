"""Lists what was loaded, and tells all of one run."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mlops.datasets import DATASETS
from mlops.pipeline.errors import Exit
from mlops.pipeline.run_list import print_runs
from mlops.pipeline.run_report import print_run
from mlops.pipeline.units import PROCUREMENT
from support.models import LoadRun

EXAMPLES = """examples:
  manage.py loads                             the newest 20 runs
  manage.py loads --dataset forecasts --status REJECTED
  manage.py loads --run 17                    one run: steps, rejects, change since the one before
  manage.py loads --latest                    the newest publication of each dataset
"""


class Command(BaseCommand):
    help = "List the runs of loads, the newest first, or tell all that is known of one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--dataset", choices=[*DATASETS, PROCUREMENT], help="of this dataset")
        parser.add_argument("--status", choices=LoadRun.Status.values, help="with this status")
        parser.add_argument("--limit", type=int, default=20, help="how many (default 20)")
        shown = parser.add_mutually_exclusive_group()
        shown.add_argument("--run", type=int, metavar="N", help="this run in full")
        shown.add_argument(
            "--latest", action="store_true", help="the newest publication of each dataset"
        )
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, **options: Any) -> None:
        if options["run"] is not None:
            run = LoadRun.objects.filter(run_id=options["run"]).first()
            if run is None:
                raise CommandError(f"no run {options['run']}", returncode=Exit.NO_FILE)
            print_run(run, as_json=options["json"])
            return
        wanted = {name: options[name] for name in ("dataset", "status") if options[name]}
        if options["latest"]:
            runs = LoadRun.objects.newest_published().filter(**wanted)
        else:
            runs = LoadRun.objects.filter(**wanted)[: max(0, options["limit"])]
        print_runs(list(runs), as_json=options["json"])
