"""Figures of a parquet file that no checksum covers: each would read as other data."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.mlops.pipeline.files import SCHEMA, forecast_rows, write_parquet
from tests.mlops.pipeline.fuzz.reading import read
from tests.mlops.pipeline.parquet_bytes import (
    change_footer,
    change_page,
    chunk_of,
    number,
    without_a_checksum,
)

PLAIN: dict[str, Any] = {"compression": "none", "use_dictionary": False}
OF = {name: index for index, name in enumerate(SCHEMA.names)}
SCHEMA_FIELD, ROWS_FIELD, GROUPS_FIELD = 2, 3, 4
COLUMNS, METADATA = 1, 3
YHAT = (GROUPS_FIELD, 0, COLUMNS, OF["yhat"], METADATA)
LOWER = (GROUPS_FIELD, 0, COLUMNS, OF["yhat_lower"], METADATA)
UPPER = (GROUPS_FIELD, 0, COLUMNS, OF["yhat_upper"], METADATA)
CODEC, VALUES, OFFSET, STATISTICS = 4, 5, 9, 12
Build = Callable[[Path], Path]


def fewer_rows_in_a_group(path: Path) -> Path:
    """19 of the 20 rows, in the row group alone."""
    return change_footer(write_parquet(path), {(GROUPS_FIELD, 0, 3): number(19)})


def fewer_rows_in_group_and_file(path: Path) -> Path:
    changes: dict[tuple[int, ...], bytes] = {
        (GROUPS_FIELD, 0, 3): number(19),
        (ROWS_FIELD,): number(19),
    }
    return change_footer(write_parquet(path), changes)


def fewer_rows_wherever_the_footer_says_so(path: Path) -> Path:
    changes: dict[tuple[int, ...], bytes] = {
        (GROUPS_FIELD, 0, 3): number(19),
        (ROWS_FIELD,): number(19),
    }
    changes |= {
        (GROUPS_FIELD, 0, COLUMNS, index, METADATA, VALUES): number(19)
        for index in range(len(SCHEMA))
    }
    return change_footer(write_parquet(path), changes)


def bounds_exchanged(path: Path) -> Path:
    """yhat_lower's pages under the name yhat_upper, and the other way round."""
    write_parquet(path, **PLAIN)
    lower, upper = (chunk_of(path, name) for name in ("yhat_lower", "yhat_upper"))
    return change_footer(
        path,
        {
            (*LOWER, OFFSET): number(upper.data_page_offset),
            (*UPPER, OFFSET): number(lower.data_page_offset),
        },
    )


def two_columns_of_one_page(path: Path) -> Path:
    """yhat read from the pages of yhat_lower, which has as many."""
    write_parquet(path, **PLAIN)
    offset = chunk_of(path, "yhat_lower").data_page_offset
    return change_footer(path, {(*YHAT, OFFSET): number(offset)})


def another_encoding(path: Path) -> Path:
    """BYTE_STREAM_SPLIT (9) for PLAIN: the same bytes in another order."""
    return change_page(write_parquet(path, **PLAIN), "yhat", (5, 2), number(9))


def fewer_values_in_a_page(path: Path) -> Path:
    return change_page(write_parquet(path, **PLAIN), "yhat", (5, 1), number(19))


def levels_of_another_length(path: Path) -> Path:
    """A page of version 2 whose values begin a byte later."""
    write_parquet(path, **PLAIN, data_page_version="2.0")
    return change_page(path, "yhat", (8, 5), number(3))


def never_empty(path: Path) -> Path:
    """REQUIRED (0) for OPTIONAL (1): the levels that say which cells are empty read as values."""
    return change_footer(write_parquet(path, **PLAIN), {(2, OF["yhat"] + 1, 3): number(0)})


def another_codec(path: Path) -> Path:
    return change_footer(write_parquet(path), {(*YHAT, CODEC): number(0)})


def another_least_value(path: Path) -> Path:
    return change_footer(write_parquet(path), {(*YHAT, STATISTICS, 6): b"\x08" + bytes(8)})


def another_number_of_empty_cells(path: Path) -> Path:
    return change_footer(write_parquet(path), {(*YHAT, STATISTICS, 3): number(1)})


def another_decimal_point(path: Path) -> Path:
    kind = pa.decimal128(12, 4)
    schema = SCHEMA.set(OF["yhat"], pa.field("yhat", kind))
    rows = [{**row, "yhat": Decimal(row["yhat"])} for row in forecast_rows()]
    write_parquet(path, rows, schema=schema, store_schema=False)
    return change_footer(path, {(SCHEMA_FIELD, OF["yhat"] + 1, 10, 5, 1): number(3)})


def pages_exchanged(path: Path) -> Path:
    """Two pages of one size, headers and all, each in the other's place."""
    write_parquet(path, **PLAIN)
    content = bytearray(path.read_bytes())
    one, other = (chunk_of(path, name) for name in ("yhat", "yhat_lower"))
    first, second = (
        slice(chunk.data_page_offset, chunk.data_page_offset + chunk.total_compressed_size)
        for chunk in (one, other)
    )
    content[first], content[second] = content[second], content[first]
    path.write_bytes(content)
    return path


DAMAGED: list[Build] = [
    fewer_rows_in_a_group,
    fewer_rows_in_group_and_file,
    fewer_rows_wherever_the_footer_says_so,
    bounds_exchanged,
    two_columns_of_one_page,
    another_encoding,
    fewer_values_in_a_page,
    levels_of_another_length,
    another_codec,
    another_least_value,
    another_number_of_empty_cells,
    another_decimal_point,
    pages_exchanged,
]


@pytest.mark.parametrize("build", DAMAGED)
def test_a_damaged_figure_refuses_the_file(tmp_path: Path, build: Build) -> None:
    assert read(build(tmp_path / "f.parquet")).code == "CORRUPT"


def test_a_column_that_forgets_its_empty_cells_is_refused(tmp_path: Path) -> None:
    """pyarrow itself dies of some of these; the process that reads is there for that."""
    assert read(never_empty(tmp_path / "f.parquet")).code in {"CORRUPT", "READER_CRASHED"}


def test_pyarrow_alone_would_read_a_damaged_figure_as_data(tmp_path: Path) -> None:
    """What the checks are for: page checksums are on, and the bounds come back exchanged."""
    path = bounds_exchanged(tmp_path / "f.parquet")

    rows = pq.read_table(path, page_checksum_verification=True).to_pylist()

    assert [row["yhat_upper"] for row in rows] == [row["yhat_lower"] for row in forecast_rows()]


def test_one_page_without_a_checksum_is_enough_to_refuse(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "f.parquet", data_page_size=32, write_batch_size=4, **PLAIN)

    assert read(path).code == ""
    assert read(without_a_checksum(path, "yhat")).code == "NO_CHECKSUM"


FORMS = [
    ("no dictionaries", {"use_dictionary": False}),
    ("version 2 pages", {"data_page_version": "2.0"}),
    ("many groups", {"row_group_size": 3}),
    ("no statistics", {"write_statistics": False}),
    ("without Arrow's schema", {"store_schema": False}),
    ("page index", {"write_page_index": True}),
    ("brotli", {"compression": "brotli"}),
    ("split bytes", {"use_dictionary": False, "use_byte_stream_split": ["yhat", "yhat_upper"]}),
    ("deltas", {"use_dictionary": False, "column_encoding": {"sku": "DELTA_BYTE_ARRAY"}}),
]


@pytest.mark.parametrize("options", [form[1] for form in FORMS], ids=[form[0] for form in FORMS])
def test_every_form_of_a_good_file_is_read(tmp_path: Path, options: dict[str, Any]) -> None:
    plain = read(write_parquet(tmp_path / "plain.parquet"))

    found = read(write_parquet(tmp_path / "f.parquet", **options))

    assert found.code == ""
    assert found.rows is not None
    assert found.rows.equals(plain.rows)


ODD_NUMBERS = [
    ("NaN", {"yhat_upper": float("nan")}, "TOO_MANY_REJECTS"),
    ("nothing", {"yhat_upper": None}, ""),
    ("negative zero", {"yhat_lower": -0.0}, ""),
]


@pytest.mark.parametrize(
    ("changed", "code"), [case[1:] for case in ODD_NUMBERS], ids=[case[0] for case in ODD_NUMBERS]
)
def test_a_column_of_odd_numbers_contradicts_nothing(
    tmp_path: Path, changed: dict[str, Any], code: str
) -> None:
    file = write_parquet(tmp_path / "f.parquet", forecast_rows(**changed))

    assert read(file).code == code
