"""Works out classes, lead times, safety stocks and reorder points of a business day; idempotent."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from analytics.policy.computing import compute_policy
from core.management.upkeep import UpkeepCommand

EPILOG = """reads demand, stock, orders and the champion's forecasts as they stood at the end of the
day; writes analytics.item_classifications and analytics.inventory_policy. Thresholds, service
levels and people's overrides are rows of analytics.policy_settings, service_levels and
policy_overrides.

examples:
  manage.py compute_policy
  manage.py compute_policy --date 2026-10-31 --dry-run

exit codes:
  0 done    65 a rule of the tables was broken    69 no database    75 another one runs
  77 not permitted
"""


class Command(UpkeepCommand):
    help = "Work out the stock policy of each item-site; recorded as a run, audited."
    epilog = EPILOG

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date", type=date.fromisoformat, metavar="DATE", help="business day; default today"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="compute and count, keep nothing"
        )

    def work(self, options: dict[str, Any]) -> None:
        day = options["date"] or timezone.localdate()
        told = compute_policy(day=day, dry_run=options["dry_run"])
        for name, count in asdict(told).items():
            self.stdout.write(f"{name.replace('_', ' ')}: {count:,}")
