"""Loads a file of any dataset of the dataset table."""

from argparse import ArgumentParser
from typing import Any

from mlops.datasets import DATASETS
from mlops.management.loading import LoadCommand
from mlops.pipeline.ingest import Progress
from mlops.pipeline.record import Result
from mlops.pipeline.request import Source


class Command(LoadCommand):
    help = "Load one file of the named dataset (parquet or CSV)."
    examples = """  manage.py load_dataset items items.parquet
  manage.py load_dataset demand demand.csv --max-rejects 100"""

    def add_source(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=list(DATASETS))
        super().add_source(parser)

    def run(self, options: dict[str, Any], progress: Progress) -> list[Result]:
        return self.load([Source(options["name"], options["file"])], options, progress)
