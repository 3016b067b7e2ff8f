"""Moves old months of the facts into files; safe to kill and to run again."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from core.archive.archiving import archive_month, extent, months_before
from core.archive.manifest import place_of
from core.management.upkeep import UpkeepCommand
from core.partitions import partitioned_facts
from nova.progress import progress_bar

EXAMPLES = """examples:
  manage.py archive_partitions --before 2024-01-01 --dry-run
  manage.py archive_partitions --before 2024-01-01 --fact fact_orders --to /mnt/archive

exit codes:
  0 done    65 refused    69 no database    73 disk full    74 read or write error
  75 locked, run it again    77 not permitted
"""


class Command(UpkeepCommand):
    help = "Export whole months that end before a day to verified parquet files, and drop them."
    epilog = EXAMPLES

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument("--fact", action="append", default=[], help="may be repeated; all")
        parser.add_argument("--to", type=Path, default=Path(settings.ARCHIVE_DIR), metavar="DIR")
        parser.add_argument(
            "--patience", type=int, default=60, metavar="SECONDS", help="for readers"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell the months, move none")

    def work(self, options: dict[str, Any]) -> None:
        facts = [name.removeprefix("core.") for name in options["fact"]]
        if unknown := set(facts) - partitioned_facts().keys():
            raise CommandError(f"no partitioned fact is named {', '.join(sorted(unknown))}")
        if options["before"] > timezone.localdate().replace(day=1):
            raise CommandError("--before: this month and the coming ones are not archived")
        for month in months_before(options["before"], facts):
            place = place_of(options["to"].resolve(), month)
            if options["dry_run"]:
                told = f"{extent(month).rows:,} rows, {month.state}, would go to {place}"
            else:
                with progress_bar(enabled=True) as progress:
                    done = archive_month(
                        month,
                        options["to"].resolve(),
                        patience=f"{options['patience']}s",
                        progress=progress,
                    )
                told = f"{done.rows:,} rows, {done.size:,} bytes, now in {place}"
            self.stdout.write(f"core.{month.table}: {told}")
