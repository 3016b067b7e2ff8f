"""Takes a publication back."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from mlops.management.loading import refuse, tell
from mlops.pipeline.errors import LoadError
from mlops.pipeline.rollback import roll_back

EPILOG = """forecasts: readers see the run before again, at once.
facts: rows that the run changed become what they were, rows that it added go; rows that a later
load changed since are left alone and counted as superseded.

examples:
  manage.py loads --latest                    find the run's number
  manage.py rollback_load 17 --dry-run        what would change
  manage.py rollback_load 17
  manage.py rollback_load 17 --unit           everything that was published together with it

To undo it, load the file again.

exit codes:
  0 taken back    65 refused: the message says why    66 no such run    69 no database
  75 a load of the dataset is running    77 not permitted    79 taken back, a view not refreshed
"""


class Command(BaseCommand):
    help = "Take a published run back; recorded as a run of its own, and audited."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("run", type=int, help="number of the run")
        parser.add_argument("--unit", action="store_true", help="with all that came with it")
        parser.add_argument("--dry-run", action="store_true", help="tell, change nothing")
        parser.add_argument("--no-refresh", action="store_true", help="leave the BI views")
        parser.add_argument("--json", action="store_true", help="the summary for machines")

    def handle(self, **options: Any) -> None:
        try:
            results = roll_back(
                options["run"],
                whole_unit=options["unit"],
                dry_run=options["dry_run"],
                refresh=not options["no_refresh"],
            )
        except LoadError as error:
            refuse(self, error, as_json=options["json"])
        tell(results, as_json=options["json"], dry_run=options["dry_run"])
