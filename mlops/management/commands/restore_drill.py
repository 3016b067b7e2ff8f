"""Proves that a copy can be brought back, where nobody works."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from core.errors import Exit
from core.management.upkeep import UpkeepCommand
from mlops.recovery.drill import newest_copy, restore_drill
from nova.progress import progress_bar


class Command(UpkeepCommand):
    help = "Restore a copy into a scratch cluster and compare every table, row for row."
    epilog = """examples:
  manage.py restore_drill                         the newest copy in BACKUP_DIR
  manage.py restore_drill --copy /mnt/nova/nova-20261122T020000Z

Touches no database but a scratch one on this machine, which needs PostgreSQL's server programs.

exit codes:
  0 equal    65 the copy is damaged, or something differs: each table is named
  66 no copy there    73 disk full    74 pg_restore failed    78 no server programs
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--copy", type=Path, metavar="DIR", help="this copy")

    def work(self, options: dict[str, Any]) -> None:
        copy = options["copy"] or newest_copy(Path(settings.BACKUP_DIR))
        with progress_bar(enabled=True) as progress:
            drill = restore_drill(copy, progress=progress)
        for difference in drill.differences:
            self.stderr.write(difference)
        if drill.differences:
            sys.exit(Exit.REFUSED)
        self.stdout.write(
            f"{copy}: {len(drill.manifest.tables)} tables, {drill.manifest.rows:,} rows, all equal;"
            f" restored in {drill.restore_seconds:.1f} s,"
            f" compared in {drill.compare_seconds:.1f} s",
            self.style.SUCCESS,
        )
