"""Makes the months ahead and extends the calendar; safe to run at any time."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.services import MONTHS_AHEAD, MONTHS_BACK, ensure_partitions

EXAMPLES = """examples:
  manage.py ensure_partitions                 the coming six months, three years of calendar
  manage.py ensure_partitions --ahead 12
  manage.py ensure_partitions --back 36       also the past three years, before a large import
"""


class Command(BaseCommand):
    help = "Make the missing monthly partitions and extend the calendar with Brazilian holidays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument(
            "--ahead", type=int, default=MONTHS_AHEAD, metavar="MONTHS", help="default %(default)s"
        )
        parser.add_argument(
            "--back", type=int, default=MONTHS_BACK, metavar="MONTHS", help="default %(default)s"
        )

    def handle(self, **options: Any) -> None:
        made = ensure_partitions(
            today=timezone.localdate(),
            months_ahead=options["ahead"],
            months_back=options["back"],
        )
        for name in made.partitions:
            self.stdout.write(f"core.{name} created", self.style.SUCCESS)
        self.stdout.write(
            f"{len(made.partitions)} partitions created, {made.calendar_days} calendar days added"
        )
