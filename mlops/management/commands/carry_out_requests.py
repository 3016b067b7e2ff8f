"""Does what administrators asked for about loads."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from mlops.pipeline.errors import Exit
from mlops.requested import carry_out_waiting

EPILOG = """the admin's pages of loads leave requests: promote a candidate, approve a file that is
held back, take a run back. With Redis the worker does them at once; without one this command does.

examples:
  manage.py carry_out_requests

exit codes:
  0 none waits any more; what was refused is told    75 a load of the dataset is running
"""


class Command(BaseCommand):
    help = "Promote, approve and take back what administrators asked for in the admin."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG

    def handle(self, **_options: Any) -> None:
        ended, waiting = carry_out_waiting()
        for request in ended:
            self.stdout.write(f"{request.request_id} {request} {request.status}: {request.outcome}")
        if waiting:
            self.stderr.write(f"{waiting} wait for a load to end")
            sys.exit(Exit.LOCKED)
