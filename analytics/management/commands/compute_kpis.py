"""Works the KPIs of days out; idempotent."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from analytics.kpis.computing import compute_kpis
from analytics.kpis.days import span, trailing
from core.management.upkeep import UpkeepCommand

EPILOG = """Without --from and --to: yesterday and the seven days before it, and every day whose
demand, stock or due orders were loaded, corrected or taken back since its figures were worked out.
A day whose figures did not change gets no new version.

examples:
  manage.py compute_kpis
  manage.py compute_kpis --late
  manage.py compute_kpis --from 2026-08-01 --to 2026-10-31

exit codes:
  0 done    65 refused    69 no database    75 KPIs are being loaded: try again
  77 not permitted
"""


class Command(UpkeepCommand):
    help = "Work out the KPIs of days, of the company and of every segment; audited."
    epilog = EPILOG

    def add_arguments(self, parser: ArgumentParser) -> None:
        day: dict[str, Any] = {"type": date.fromisoformat, "metavar": "DATE"}
        parser.add_argument("--from", dest="first", help="first day; default the --to day", **day)
        parser.add_argument("--to", dest="last", help="last day; default yesterday", **day)
        parser.add_argument("--late", action="store_true", help="only days with newer facts")
        parser.add_argument("--dry-run", action="store_true", help="work out, keep nothing")

    def work(self, options: dict[str, Any]) -> None:
        last = options["last"] or timezone.localdate() - timedelta(days=1)
        first, late = options["first"] or last, options["late"]
        if first > last:
            raise CommandError("--from lies after --to")
        exact = not late and (options["first"] or options["last"])
        done = compute_kpis(
            [] if late else span(first, last) if exact else trailing(last),
            late_up_to=None if exact else last,
            dry_run=options["dry_run"],
        )
        self.stdout.write(
            f"days: {len(done.days):,}; rows of figures: {done.rows:,},"
            f" {done.added:,} of them new and {done.unchanged:,} unchanged"
        )
