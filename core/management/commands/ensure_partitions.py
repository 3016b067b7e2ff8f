"""Makes the months ahead and extends the calendar; safe to run at any time."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import partitions
from core.errors import Exit
from core.services import Upkeep, ensure_partitions

EXAMPLES = """examples:
  manage.py ensure_partitions                 the coming six months, three years of calendar
  manage.py ensure_partitions --ahead 12
  manage.py ensure_partitions --back 36       also the past three years, before a large import
  manage.py ensure_partitions --check         makes nothing; for a monitor, under any role

exit codes:
  0 done    75 a table was locked: try again    80 fewer than 3 whole months ahead
"""


def months(text: str) -> int:
    """A number of months up to twenty years."""
    if not text.isdigit() or int(text) > 240:
        raise ArgumentTypeError(f"{text}: expected 0 to 240 months")
    return int(text)


class Command(BaseCommand):
    help = "Make the missing monthly partitions and extend the calendar with Brazilian holidays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        count: dict[str, Any] = {"type": months, "metavar": "MONTHS", "help": "default %(default)s"}
        parser.add_argument("--ahead", default=partitions.MONTHS_AHEAD, **count)
        parser.add_argument("--back", default=partitions.MONTHS_BACK, **count)
        parser.add_argument("--check", action="store_true", help="look only")

    def handle(self, **options: Any) -> None:
        if options["check"]:
            ahead = partitions.months_ahead(today=timezone.localdate())
            for fact, count in ahead.items():
                self.stdout.write(f"core.{fact}: {count} whole months ahead")
            shortage, locked = partitions.shortage(ahead), False
        else:
            made = ensure_partitions(
                today=timezone.localdate(),
                months_ahead=options["ahead"],
                months_back=options["back"],
            )
            self._tell(made)
            shortage, locked = made.shortage, bool(made.locked)
        if shortage:
            self.stderr.write(shortage)
        if shortage or locked:
            sys.exit(Exit.MONTHS_SHORT if shortage else Exit.LOCKED)

    def _tell(self, made: Upkeep) -> None:
        for name in made.partitions:
            self.stdout.write(f"core.{name} created", self.style.SUCCESS)
        for fact, reason in made.locked.items():
            self.stderr.write(f"core.{fact}: try again later: {reason}")
        self.stdout.write(
            f"{len(made.partitions)} partitions created, {made.calendar_days} calendar days added"
        )
