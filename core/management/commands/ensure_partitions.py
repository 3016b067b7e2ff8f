"""Makes the months ahead and extends the calendar; safe to run at any time."""

import os
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from core.services import MONTHS_AHEAD, MONTHS_BACK, ensure_partitions

EXAMPLES = """examples:
  manage.py ensure_partitions                 the coming six months, three years of calendar
  manage.py ensure_partitions --ahead 12
  manage.py ensure_partitions --back 36       also the past three years, before a large import
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
        parser.add_argument(
            "--ahead",
            type=months,
            default=MONTHS_AHEAD,
            metavar="MONTHS",
            help="default %(default)s",
        )
        parser.add_argument(
            "--back", type=months, default=MONTHS_BACK, metavar="MONTHS", help="default %(default)s"
        )

    def handle(self, **options: Any) -> None:
        try:
            made = ensure_partitions(
                today=timezone.localdate(),
                months_ahead=options["ahead"],
                months_back=options["back"],
            )
        except OperationalError as error:
            raise CommandError(f"try again later: {error}", returncode=os.EX_TEMPFAIL) from error
        for name in made.partitions:
            self.stdout.write(f"core.{name} created", self.style.SUCCESS)
        self.stdout.write(
            f"{len(made.partitions)} partitions created, {made.calendar_days} calendar days added"
        )
