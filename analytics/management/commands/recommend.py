"""Opens, changes and closes advice and alerts by the rules; idempotent."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from analytics.recommend.running import recommend
from core.management.upkeep import UpkeepCommand

EPILOG = """reads the policy that compute_policy wrote for the same day. Advice: REORDER, EXPEDITE,
REALLOCATE, HOLD, PROMO. Alerts: STOCKOUT, STOCKOUT_IMMINENT, BELOW_SAFETY_STOCK, EXCESS,
LATE_ORDER, STALE_DATA, FORECAST_DRIFT. What no longer applies is closed; what people decided stays.

examples:
  manage.py recommend
  manage.py recommend --date 2026-10-31 --dry-run

exit codes:
  0 done    65 no policy of the day yet, or a later day was told of    69 no database
  75 advice or alerts are being written    77 not permitted
"""


class Command(UpkeepCommand):
    help = "Tell planners what to do, and of what to know; recorded as a run, audited."
    epilog = EPILOG

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date", type=date.fromisoformat, metavar="DATE", help="business day; default today"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="work out and count, keep nothing"
        )

    def work(self, options: dict[str, Any]) -> None:
        day = options["date"] or timezone.localdate()
        told = recommend(day=day, dry_run=options["dry_run"])
        for name, count in asdict(told).items():
            self.stdout.write(f"{name.replace('_', ' ')}: {count:,}")
