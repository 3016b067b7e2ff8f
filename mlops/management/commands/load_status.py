"""Tells which datasets have been published."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Max

from support.models import LoadRun

EXAMPLES = """examples:
  manage.py load_status                {"items": 3, "demand": 7}
"""


class Command(BaseCommand):
    help = "Print the newest published run of each dataset as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES

    def handle(self, **_options: Any) -> None:
        newest = (
            LoadRun.objects.filter(status=LoadRun.Status.PUBLISHED)
            .order_by()
            .values("dataset")
            .annotate(run_id=Max("run_id"))
        )
        self.stdout.write(json.dumps({row["dataset"]: row["run_id"] for row in newest}))
