"""Moves the predecessor's STOCK database into this one, through the same loaders as every file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from core.errors import Exit, UpkeepError
from core.management.upkeep import UpkeepCommand
from mlops.management.stock_console import print_comparisons, print_pieces
from mlops.management.stock_migration import compare, counted, move, pieces
from mlops.pipeline.errors import LoadError
from mlops.pipeline.request import Options
from nova.progress import progress_bar


class Command(UpkeepCommand):
    help = "Move STOCK (MySQL or MariaDB): dimensions, then the facts month by month; then compare."
    epilog = """examples:
  manage.py migrate_mysql --dry-run
  manage.py migrate_mysql --work /mnt/stock

MYSQL_URL has the address of STOCK: mysql://reader:password@host:3306/STOCK
Rows go through the contracts of the datasets, so what is refused is listed as for any file. Stopped
at any point, it goes on where it was: a month in --work is not read again, one that is loaded is
known. STOCK is only read. Run `ensure_partitions` first.

exit codes:
  0 moved, and both sides are equal    65 refused, or a month differs: it is named
  69 one of the databases does not answer    73 disk full    74 STOCK failed    78 MYSQL_URL
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        work = Path(settings.DATA_DIR) / "stock"
        parser.add_argument("--work", type=Path, default=work, metavar="DIR", help=f"{work}")
        parser.add_argument(
            "--dry-run", action="store_true", help="read and check, publish nothing"
        )
        parser.add_argument("--max-rejects", type=int, metavar="N", help="rows refused per load")

    def work(self, options: dict[str, Any]) -> None:
        url = settings.MYSQL_URL
        if not url:
            raise UpkeepError("BAD_ADDRESS", "MYSQL_URL is not set", Exit.BAD_CONFIG)
        found = pieces(url)
        if options["dry_run"]:
            print_pieces(counted(url, found))
            return
        asked = Options(max_rejects=options["max_rejects"], refresh=False)
        with progress_bar(enabled=True) as progress:
            for number, piece in enumerate(found):
                progress("pieces", number, len(found))
                try:
                    move(url, piece, options["work"], asked, progress)
                except LoadError as error:
                    self.stderr.write(f"{piece.name}: {error}")
                    sys.exit(error.exit_code)
        compared = list(compare(url, found))
        print_comparisons(compared)
        if not all(one.is_equal for one in compared):
            sys.exit(Exit.REFUSED)
