"""Loads a file of forecasts and makes it the run that everybody sees."""

from argparse import ArgumentParser

from mlops.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load forecasts (parquet or CSV): validated, published whole or not at all, audited."
    dataset = "forecasts"
    examples = """  manage.py load_forecasts forecasts.parquet
  manage.py load_forecasts forecasts.parquet --dry-run
  manage.py load_forecasts forecasts.csv --max-rejects 20
  manage.py load_forecasts challenger.parquet --candidate"""

    def add_file_options(self, parser: ArgumentParser) -> None:
        super().add_file_options(parser)
        parser.add_argument(
            "--candidate", action="store_true", help="publish beside what readers see (promote_run)"
        )
