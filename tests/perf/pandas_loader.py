"""The loader that was first specified: pandas reads the file, to_sql inserts it in large batches.

Runs under the Python of requirements/bench.txt; libpq's variables say where the database is.
"""

import json
import sys
import time

import pandas as pd
from sqlalchemy import create_engine  # type: ignore[import-not-found]


def main(parquet: str) -> None:
    forecasts = pd.read_parquet(parquet)
    engine = create_engine("postgresql+psycopg2://")
    with engine.connect():
        started = time.monotonic()
    forecasts.to_sql(
        "forecasts_specified",
        engine,
        schema="bench",
        if_exists="append",
        index=False,
        method="multi",
        chunksize=10_000,
    )
    seconds = time.monotonic() - started
    json.dump({"rows_per_second": len(forecasts) / seconds}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
