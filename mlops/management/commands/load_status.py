"""Tells which datasets have been published."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Max

from support.models import LoadRun


class Command(BaseCommand):
    help = "Print the newest published run of each dataset as JSON."

    def handle(self, **_options: Any) -> None:
        newest = (
            LoadRun.objects.filter(status=LoadRun.Status.PUBLISHED)
            .order_by()
            .values("dataset")
            .annotate(run_id=Max("run_id"))
        )
        self.stdout.write(json.dumps({row["dataset"]: row["run_id"] for row in newest}))
