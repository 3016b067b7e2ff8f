"""Tells what files the loads take: contracts as tables, JSON Schema and example files."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mlops.contract_export.console import print_contract, print_datasets, print_json
from mlops.contract_export.files import write_all, write_example
from mlops.contract_export.schema import row_schema
from mlops.contracts import Dataset
from mlops.datasets import DATASETS

EXAMPLES = """examples:
  manage.py contracts                                       every dataset
  manage.py contracts forecasts                             columns, bounds and rules of one
  manage.py contracts forecasts --schema                    the same as JSON Schema
  manage.py contracts forecasts --example forecasts.parquet a file that holds it (or .csv)
  manage.py contracts --out contracts                       all schemas and examples, as a unit
"""


class Command(BaseCommand):
    help = "Tell what the files of each dataset must hold, and write examples that hold it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("name", nargs="?", choices=DATASETS, help="dataset (default: all)")
        asked = parser.add_mutually_exclusive_group()
        asked.add_argument("--schema", action="store_true", help="JSON Schema of a row")
        asked.add_argument("--example", type=Path, metavar="FILE", help="write an example file")
        asked.add_argument("--out", type=Path, metavar="DIR", help="write all into a new folder")
        asked.add_argument("--json", action="store_true", help="the table for machines")

    def handle(self, **options: Any) -> None:
        dataset = DATASETS.get(options["name"])
        if (options["schema"] or options["example"]) and dataset is None:
            raise CommandError("--schema and --example are of one dataset: name it")
        if options["out"] and dataset:
            raise CommandError("--out writes all datasets: name none")
        try:
            self.tell(dataset, options)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None

    def tell(self, dataset: Dataset | None, options: dict[str, Any]) -> None:
        if options["out"]:
            self.stdout.write(f"{len(write_all(options['out']))} files in {options['out']}")
        elif dataset is None:
            print_datasets(DATASETS.values(), as_json=options["json"])
        elif options["example"]:
            self.stdout.write(write_example(dataset, options["example"]))
        elif options["schema"]:
            print_json(row_schema(dataset))
        else:
            print_contract(dataset, as_json=options["json"])
