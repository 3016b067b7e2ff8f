"""Moments of a file: kept to the microsecond in UTC, or refused; none is guessed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.mlops.pipeline import bad_files as bad
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import SCHEMA, forecast_rows, write_manifest, write_parquet
from tests.mlops.pipeline.published import query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]

# A night in which São Paulo had no time from 00:00 to 01:00, and one with 23:00 to 00:00 twice.
NO_SUCH_MOMENT, TWO_MOMENTS = "2018-11-04T00:30:00", "2018-02-17T23:30:00"
ZONE = "America/Sao_Paulo"
MICROSECONDS = datetime(2026, 1, 15, 5, 6, 7, 123456, tzinfo=UTC)
DAY = datetime(2026, 1, 15, 5, 0, tzinfo=UTC)


def one_row(folder: Path, kind: pa.DataType, value: Any, **options: Any) -> Path:
    """A file of one forecast, computed at that moment, written as that type."""
    rows = [{**forecast_rows()[0], "computed_at": value}]
    index = SCHEMA.get_field_index("computed_at")
    schema = SCHEMA.set(index, pa.field("computed_at", kind))
    return write_parquet(folder / "f.parquet", rows, schema=schema, **options)


def computed_at() -> datetime:
    [(found,)] = query("SELECT DISTINCT computed_at FROM analytics.forecasts")
    assert isinstance(found, datetime)
    return found


KINDS = [
    ("microseconds", pa.timestamp("us", "UTC"), MICROSECONDS),
    ("nanoseconds", pa.timestamp("ns", "UTC"), MICROSECONDS),
    ("milliseconds", pa.timestamp("ms", "UTC"), MICROSECONDS.replace(microsecond=123000)),
    ("in another zone", pa.timestamp("us", "America/Bahia"), MICROSECONDS),
]


@pytest.mark.parametrize(
    ("kind", "value"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS]
)
def test_a_moment_with_a_zone_is_kept_to_the_microsecond(
    load_forecasts: Load, tmp_path: Path, kind: pa.DataType, value: datetime
) -> None:
    assert load_forecasts(one_row(tmp_path, kind, value)).code == 0

    assert computed_at() == value


NAIVE = [
    ("microseconds", pa.timestamp("us"), {}),
    ("nanoseconds", pa.timestamp("ns"), {}),
    ("INT96", pa.timestamp("ns"), {"use_deprecated_int96_timestamps": True}),
]


@pytest.mark.parametrize(
    ("kind", "options"), [case[1:] for case in NAIVE], ids=[case[0] for case in NAIVE]
)
def test_a_moment_without_a_zone_is_read_in_the_one_that_the_manifest_names(
    load_forecasts: Load, tmp_path: Path, kind: pa.DataType, options: dict[str, Any]
) -> None:
    file = one_row(tmp_path, kind, datetime(2026, 1, 15, 2, 0), **options)  # noqa: DTZ001
    refused = load_forecasts(file)
    write_manifest(file, timezone="America/Bahia")

    taken = load_forecasts(file)

    assert (refused.code, refused.err.partition(":")[0]) == (65, "NAIVE_TIMESTAMP")
    assert taken.code == 0
    assert computed_at() == DAY  # Bahia is three hours behind UTC


TEXTS = [
    ("2026-01-15T02:00:00-03:00", DAY),
    ("2026-01-15 02:00:00-03:00", DAY),
    ("2026-01-15T05:00:00Z", DAY),
    ("2026-01-15T05:06:07.123456+00:00", MICROSECONDS),
    (f"{TWO_MOMENTS}-02:00", datetime(2018, 2, 18, 1, 30, tzinfo=UTC)),
    (f"{TWO_MOMENTS}-03:00", datetime(2018, 2, 18, 2, 30, tzinfo=UTC)),
]


@pytest.mark.parametrize(("text", "moment"), TEXTS)
def test_a_moment_of_a_csv_is_kept_exactly(
    load_forecasts: Load, tmp_path: Path, text: str, moment: datetime
) -> None:
    header, line, *_ = bad.csv_text().splitlines()
    cells = [*line.split(",")[:-1], text]
    file = bad.bytes_of(f"{header}\n{','.join(cells)}\n".encode())(tmp_path)

    outcome = load_forecasts(file)

    assert (outcome.code, outcome.err) == (0, "")
    assert computed_at() == moment


@pytest.mark.parametrize("text", [NO_SUCH_MOMENT, TWO_MOMENTS])
def test_a_moment_that_the_clock_never_showed_or_showed_twice_is_refused(
    load_forecasts: Load, tmp_path: Path, text: str
) -> None:
    file = bad.csv_cell(3, "computed_at", text)(tmp_path)
    write_manifest(file, timezone=ZONE)

    outcome = load_forecasts(file)

    assert outcome.code == 65
    assert query("SELECT row_no, column_name, code, value FROM staging.load_rejects") == [
        (4, "computed_at", "DATE_INVALID", text)
    ]


def test_a_moment_beyond_what_microseconds_count_never_wraps_into_today(
    load_forecasts: Load, tmp_path: Path
) -> None:
    """Milliseconds whose thousandfold, taken modulo 2**64, would be a moment of 2026."""
    today = int(datetime(2026, 1, 15, tzinfo=UTC).timestamp()) * 1_000_000
    wrapped = (2**64 + today) // 1000 + 1
    column = pa.array([wrapped] * 20, pa.int64()).view(pa.timestamp("ms", "UTC"))
    table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA)
    at = SCHEMA.get_field_index("computed_at")
    file = tmp_path / "f.parquet"
    pq.write_table(table.set_column(at, "computed_at", column), file, write_page_checksum=True)

    outcome = load_forecasts(file)

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "UNREADABLE_VALUE")
