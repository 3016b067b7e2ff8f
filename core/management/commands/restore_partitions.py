"""Brings archived months of the facts back from their files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core.archive.restoring import archived, restore_month
from core.management.upkeep import UpkeepCommand
from nova.progress import progress_bar

EXAMPLES = """examples:
  manage.py restore_partitions /mnt/archive --fact fact_orders --month 2023-12
  manage.py restore_partitions /mnt/archive

exit codes:
  0 done    65 refused: the month exists, or the file is not what was archived
  66 nothing of that name is archived    69 no database    73 disk full    74 read error
  75 locked, run it again    77 not permitted
"""


class Command(UpkeepCommand):
    help = "Bring months back from their archived files, verified, into tables attached whole."
    epilog = EXAMPLES

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--fact", action="append", default=[], help="may be repeated; all")
        parser.add_argument("--month", action="append", default=[], metavar="YYYY-MM")

    def work(self, options: dict[str, Any]) -> None:
        facts = [name.removeprefix("core.") for name in options["fact"]]
        for place in archived(options["folder"].resolve(), facts, options["month"]):
            with progress_bar(enabled=True) as progress:
                done = restore_month(place, progress=progress)
            self.stdout.write(f"core.{done.table}: {done.rows:,} rows restored")
