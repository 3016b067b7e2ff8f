"""Loads every file of a unit, all or none."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from mlops.management.loading import LoadCommand, load_options
from mlops.pipeline.ingest import Progress
from mlops.pipeline.record import Result
from mlops.pipeline.units import load_unit


class Command(LoadCommand):
    help = "Load a folder with a manifest.json as one unit: all its files are published or none."
    examples = """  manage.py load_all exports/2026-11-21
  manage.py load_all exports/2026-11-21 --dry-run"""

    def add_source(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="folder with manifest.json")

    def run(self, options: dict[str, Any], progress: Progress) -> list[Result]:
        return load_unit(options["folder"], load_options(options), progress=progress)
