"""Makes a candidate the run that everybody sees."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from mlops.management.loading import load_options, refuse, tell
from mlops.pipeline.errors import LoadError
from mlops.pipeline.promotion import promote

EPILOG = """the candidate passes the gates of a new file: it is refused when it was computed before
what readers see, held when its volume or its backtest is far from it.

examples:
  manage.py loads --status CANDIDATE          find the run's number
  manage.py promote_run 17 --dry-run          whether it would pass
  manage.py promote_run 17 --approve          in spite of its backtest or its volume

To undo it, roll back the run that it is recorded as. To give a candidate up, roll that back.

exit codes:
  0 readers see it    65 refused or held: the message says why    66 no such run    69 no database
  75 a load of the dataset is running    77 not permitted    79 done, but a view was not refreshed
"""


class Command(BaseCommand):
    help = "Make a candidate the champion; recorded as a run of its own, and audited."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("run", type=int, help="number of the candidate's run")
        parser.add_argument(
            "--approve", action="store_true", help="in spite of volume or backtest (audited)"
        )
        parser.add_argument(
            "--force", action="store_true", help="although it is older than the champion (audited)"
        )
        parser.add_argument("--dry-run", action="store_true", help="pass the gates, change nothing")
        parser.add_argument("--no-refresh", action="store_true", help="leave the BI views")
        parser.add_argument("--json", action="store_true", help="the summary for machines")

    def handle(self, **options: Any) -> None:
        try:
            results = promote(options["run"], load_options({"max_rejects": None, **options}))
        except LoadError as error:
            refuse(self, error, as_json=options["json"])
        tell(results, as_json=options["json"], dry_run=options["dry_run"])
