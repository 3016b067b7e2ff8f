"""A file on the way that every load takes it: child, checksums, contract; no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from mlops.dataset_entries.outputs import FORECASTS
from mlops.pipeline.checks import Checker, Window
from mlops.pipeline.errors import LoadError
from mlops.pipeline.files import Limits, Manifest, Reading
from mlops.pipeline.session import database_errors
from mlops.pipeline.tally import Tally

LIMITS = Limits(max_rows=20_000_000, memory_mb=1024, require_checksums=True)
TODAY = date.today()  # noqa: DTZ011 - the rows' own days come from it
WINDOW = Window(
    first=date(2015, 1, 1),
    today=TODAY,
    last=TODAY + timedelta(days=400),
    business_zone="America/Bahia",
)


@dataclass(frozen=True)
class Read:
    """What became of a file: the rows in the contract's types, or the code that refused it."""

    rows: pa.Table | None
    code: str


def read(path: Path) -> Read:
    tally = Tally()
    batches = []
    try:
        with database_errors(), Reading(path, "forecasts", LIMITS, Manifest()) as reading:
            checker = Checker(FORECASTS, WINDOW, tally, None)
            batches = [checker.check(batch) for batch in reading.batches()]
    except LoadError as error:
        return Read(None, error.code)
    if tally.rows_rejected:
        return Read(None, "TOO_MANY_REJECTS")
    return Read(_comparable(batches), "")


def _comparable(batches: list[pa.RecordBatch]) -> pa.Table:
    """The rows with their columns in one order and text as text, however it came."""
    columns = {
        name: pa.chunked_array(
            [
                batch[name].dictionary_decode()
                if pa.types.is_dictionary(batch[name].type)
                else batch[name]
                for batch in batches
            ]
        )
        for name in sorted(batches[0].schema.names)
    }
    return pa.table(columns).combine_chunks()
