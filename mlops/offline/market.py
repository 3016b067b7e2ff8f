"""Macroeconomic series, such as SELIC and IPCA, as they were known on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import psycopg
import pyarrow.compute as pc
import pyarrow.parquet as pq

# One row per series: its latest value that had been published by the day.
KNOWN: Final = """
SELECT DISTINCT ON (series.code)
  series.code,
  observed.value
FROM core.fact_market_indicator AS observed
JOIN core.dim_market_indicator AS series ON series.indicator_id = observed.indicator_id
WHERE COALESCE(observed.known_on, observed.full_date) <= %(as_of)s
ORDER BY series.code, observed.full_date DESC
"""


def known_in_postgres(database_url: str, *, as_of: date) -> dict[str, float]:
    """The latest value of each series that had been published by as_of, by the series' code."""
    with psycopg.connect(database_url, application_name="mlops.offline") as connection:
        rows = connection.execute(KNOWN, {"as_of": as_of}).fetchall()
    return {str(code): float(value) for code, value in rows}


def known_in_unit(directory: Path, *, as_of: date) -> dict[str, float]:
    """The same from market_values.parquet of a unit; none where the unit has no such file."""
    path = directory / "market_values.parquet"
    if not path.exists():
        return {}
    values = pq.read_table(path)
    published = values["full_date"]
    if "known_on" in values.column_names:
        published = pc.coalesce(values["known_on"], published)
    known = values.filter(pc.less_equal(published, as_of)).sort_by("full_date")
    codes, figures = known["indicator_code"].to_pylist(), known["value"].to_pylist()
    return {code: float(value) for code, value in zip(codes, figures, strict=True)}
