"""Clears away what old loads and logins left; safe to kill and to run again."""

from argparse import ArgumentParser
from typing import Any

from core.management.upkeep import UpkeepCommand
from mlops.pipeline.retention import Keep, prune_loads, words, would_prune

EPILOG = """\
what goes: retired runs of forecasts and features beyond the newest N; rows that loads replaced,
refused rows with their files and expired logins, once they are older than the days; tables of
loads that were killed. What stays: the run that readers see and the one before it, the records of
loads, the audit log.

examples:
  manage.py prune_loads --dry-run
  manage.py prune_loads --keep-runs 14 --keep-days 365

exit codes:
  0 done    69 no database    74 read or write error    75 in use, run it again    77 not permitted
"""


class Command(UpkeepCommand):
    help = "Clear away old runs, replaced and refused rows, and expired logins; audited."
    epilog = EPILOG

    def add_arguments(self, parser: ArgumentParser) -> None:
        kept = Keep()
        parser.add_argument("--keep-runs", type=int, default=kept.runs, metavar="N")
        parser.add_argument("--keep-days", type=int, default=kept.days, metavar="N")
        parser.add_argument(
            "--patience", type=int, default=60, metavar="SECONDS", help="for readers"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell, change nothing")

    def work(self, options: dict[str, Any]) -> None:
        keep = Keep(runs=max(0, options["keep_runs"]), days=max(0, options["keep_days"]))
        if options["dry_run"]:
            pruned = would_prune(keep)
        else:
            pruned = prune_loads(keep, patience=options["patience"])
        for name in (*pruned.reject_files, *pruned.replaced, *pruned.left_over, *pruned.runs):
            self.stdout.write(name)
        self.stdout.write(f"{'would go' if options['dry_run'] else 'gone'}: {words(pruned)}")
