"""Works out the supplier of demand that came without one; idempotent."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from core.management.upkeep import UpkeepCommand
from core.reconcile import reconcile_suppliers

EPILOG = """the supplier of a row of demand without one is
  1. the only supplier of its material at its site, else
  2. the only supplier of its material at any site, else
  3. unknown, as before,
by the orders placed in the 365 days up to the day of demand, that day included, cancelled ones
aside. A supplier that the orders no longer bear out is set back to unknown.

examples:
  manage.py reconcile_suppliers
  manage.py reconcile_suppliers --since 2026-01-01 --dry-run

exit codes:
  0 done    69 no database    75 demand is being loaded: try again    77 not permitted
"""


class Command(UpkeepCommand):
    help = "Fill the suppliers of demand that came without one, from orders; audited."
    epilog = EPILOG

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=date.fromisoformat, metavar="DATE", help="first day; default all days"
        )
        parser.add_argument("--dry-run", action="store_true", help="count, change nothing")

    def work(self, options: dict[str, Any]) -> None:
        told = reconcile_suppliers(since=options["since"], dry_run=options["dry_run"])
        for name, count in asdict(told).items():
            self.stdout.write(f"{name.replace('_', ' ')}: {count:,}")
