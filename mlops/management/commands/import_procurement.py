"""Imports the company's purchase workbook."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from mlops.management.loading import LoadCommand, load_options
from mlops.pipeline.files import guard
from mlops.pipeline.ingest import Progress
from mlops.pipeline.record import Result
from mlops.pipeline.units import load_workbook


class Command(LoadCommand):
    help = (
        "Import purchases (sheet CUSTO DE MATERIAL E SERVIÇOS) into materials, sites, suppliers,"
        " orders and demand; services, duplicates and impossible lines are counted and listed."
    )
    examples = """  manage.py import_procurement compras.xlsx --dry-run
  manage.py import_procurement compras.xlsx"""

    def add_source(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the workbook (.xlsx)")

    def add_file_options(self, parser: ArgumentParser) -> None:
        """None: the workbook's layout and its gates are fixed."""

    def run(self, options: dict[str, Any], progress: Progress) -> list[Result]:
        folder = Path(settings.LOAD_DIR) if settings.LOAD_DIR else None
        workbook = guard(options["file"], folder)
        with tempfile.TemporaryDirectory() as unit:
            return load_workbook(
                workbook,
                Path(unit),
                load_options(options),
                memory_mb=settings.LOAD_READER_MEMORY_MB,
                progress=progress,
            )
