"""Checks the chain of the audit log and tells the rows that were touched."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from support.audit_chain import Head, verify

EXAMPLES = """examples:
  manage.py verify_audit                      exit 0: untouched; 1: the rows that are not
  manage.py verify_audit --noted 812:9f86d0…  and that the head noted earlier is still in it
"""


class Command(BaseCommand):
    help = (
        "Recompute the digest of every audit row and follow the chain. Note the head it prints"
        " somewhere else: with --noted it shows that rows were cut off or all written anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--noted", type=Head.of, help="head printed by an earlier run")

    def handle(self, *, noted: Head | None, **_options: Any) -> None:
        verdict = verify(noted)
        for fault in verdict.faults:
            self.stdout.write(f"row {fault.audit_id}: {fault.code}")
        if verdict.faults:
            raise CommandError(
                f"the audit log was touched, first at row {verdict.faults[0].audit_id}"
            )
        self.stdout.write(f"{verdict.row_count} rows, untouched; head {verdict.head or 'none'}")
