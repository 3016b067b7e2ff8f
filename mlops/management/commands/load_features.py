"""Loads a file of features and makes it the run that everybody sees."""

from mlops.management.loading import LoadCommand


class Command(LoadCommand):
    help = (
        "Load features: a parquet file with a column for each, one with the columns feature and"
        " value, or any file with a JSON column features."
    )
    dataset = "features"
    examples = """  manage.py load_features features.parquet
  manage.py load_features features.parquet --dry-run"""
