"""Loads a file of daily KPIs."""

from mlops.management.loading import LoadCommand


class Command(LoadCommand):
    help = "Load daily KPIs computed elsewhere (parquet or CSV); the latest of a day is shown."
    dataset = "kpis"
    examples = """  manage.py load_kpis kpis.csv
  manage.py load_kpis kpis.csv --dry-run"""
