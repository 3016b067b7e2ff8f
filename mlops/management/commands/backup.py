"""Copies the whole database into a folder; safe to run while everybody works."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings

from core.management.upkeep import UpkeepCommand
from mlops.recovery.backup import take_backup
from nova.progress import progress_bar


def copies(text: str) -> int:
    """A number of copies, one or more."""
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text}: expected 1 or more")
    return int(text)


class Command(UpkeepCommand):
    help = "Copy schema, rows and roles into a folder of their own, and remove the oldest copies."
    epilog = """examples:
  manage.py backup                      into BACKUP_DIR, 14 copies kept
  manage.py backup --to /mnt/nova --keep 30

Roles are kept without their passwords. `manage.py restore_drill` proves the newest copy.

exit codes:
  0 done    69 no database    73 disk full    74 pg_dump or the disk failed    78 no pg_dump
  77 not permitted; nothing half-made stays, and no older copy was removed
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=Path(settings.BACKUP_DIR), metavar="DIR")
        parser.add_argument("--keep", type=copies, default=14, metavar="N", help="copies (14)")

    def work(self, options: dict[str, Any]) -> None:
        with progress_bar(enabled=True) as progress:
            made, manifest = take_backup(options["to"], keep=options["keep"], progress=progress)
        self.stdout.write(
            f"{made}: {len(manifest.tables)} tables, {manifest.rows:,} rows,"
            f" {manifest.bytes / 1e6:,.1f} MB",
            self.style.SUCCESS,
        )
