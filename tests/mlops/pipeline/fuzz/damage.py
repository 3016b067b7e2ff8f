"""Forecast files in the forms that writers choose, and ways in which a disk or a copy hurts one."""

import decimal
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.mlops.pipeline.files import SCHEMA, forecast_rows, write_parquet

Damage = Callable[[bytearray, random.Random], None]
DECIMAL = pa.decimal128(12, 4)
AS_DECIMALS = ("yhat", "yhat_upper")

FORMS: dict[str, dict[str, Any]] = {
    "snappy, dictionaries": {},
    "zstd, pages of version 2": {"compression": "zstd", "data_page_version": "2.0"},
    "as it is, no dictionaries": {"compression": "none", "use_dictionary": False},
    "as it is, version 2, no dictionaries": {
        "compression": "none",
        "use_dictionary": False,
        "data_page_version": "2.0",
    },
    "as it is, groups of 40 rows, small pages": {
        "compression": "none",
        "row_group_size": 40,
        "data_page_size": 64,
        "write_batch_size": 8,
    },
    "gzip, groups of 50 rows": {"compression": "gzip", "row_group_size": 50},
    "lz4, without Arrow's own schema": {"compression": "lz4", "store_schema": False},
    "decimals, split bytes": {"schema": None, "use_dictionary": False, "compression": "brotli"},
}


def rows() -> list[dict[str, Any]]:
    """120 rows of which no two are alike, with empty cells and instants of their own."""
    found = forecast_rows(days=30)
    for number, row in enumerate(found):
        row["yhat"] = round(row["yhat"] + number * 0.37, 4)
        row["yhat_upper"] = round(row["yhat"] + number * 0.41, 4)
        row["yhat_lower"] = None if number % 17 == 5 else round(row["yhat"] / 2, 4)
        row["model_tag"] = f"model_v{number % 3}"
        row["computed_at"] -= timedelta(seconds=number)
    return found


def write_form(path: Path, name: str) -> bytes:
    """The rows in one of FORMS, with page checksums; what the file holds."""
    options = dict(FORMS[name])
    written = rows()
    if "schema" in options:
        options["schema"] = SCHEMA
        for column in AS_DECIMALS:
            index = SCHEMA.get_field_index(column)
            options["schema"] = options["schema"].set(index, pa.field(column, DECIMAL))
            for row in written:
                row[column] = decimal.Decimal(str(row[column]))
    write_parquet(path, written, **options)
    return path.read_bytes()


def _flip(content: bytearray, dice: random.Random, first: int, end: int) -> None:
    for _ in range(dice.randint(1, 16)):
        content[dice.randrange(first, end)] ^= 1 << dice.randrange(8)


def _footer_start(content: bytearray) -> int:
    return len(content) - 8 - int.from_bytes(content[-8:-4], "little")


def bits_anywhere(content: bytearray, dice: random.Random) -> None:
    _flip(content, dice, 0, len(content))


def bits_of_the_footer(content: bytearray, dice: random.Random) -> None:
    _flip(content, dice, _footer_start(content), len(content))


def bits_of_a_page_header(content: bytearray, dice: random.Random) -> None:
    metadata = pq.read_metadata(pa.BufferReader(bytes(content)))
    group = metadata.row_group(dice.randrange(metadata.num_row_groups))
    chunk = group.column(dice.randrange(metadata.num_columns))
    starts = [chunk.dictionary_page_offset, chunk.data_page_offset]
    start = dice.choice([start for start in starts if start])
    _flip(content, dice, start, start + 24)  # no page header of these files is shorter


def truncated(content: bytearray, dice: random.Random) -> None:
    del content[dice.randrange(len(content)) :]


def a_run_overwritten(content: bytearray, dice: random.Random) -> None:
    length = dice.randint(1, 512)
    start = dice.randrange(len(content) - length)
    filling = dice.choice([b"\0", b"\xff", b"=", dice.randbytes(1), None])
    content[start : start + length] = filling * length if filling else dice.randbytes(length)


def _two_blocks(content: bytearray, dice: random.Random) -> tuple[slice, slice]:
    length = dice.choice([1, 4, 8, 64, 512, dice.randint(1, 600)])
    first = dice.randrange(len(content) - 2 * length)
    second = dice.randrange(first + length, len(content) - length + 1)
    return slice(first, first + length), slice(second, second + length)


def two_blocks_swapped(content: bytearray, dice: random.Random) -> None:
    one, other = _two_blocks(content, dice)
    content[one], content[other] = content[other], content[one]


def a_block_over_another(content: bytearray, dice: random.Random) -> None:
    one, other = _two_blocks(content, dice)
    content[other] = content[one]


def bytes_left_out(content: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(content) - 1)
    del content[start : start + dice.randint(1, 64)]


def bytes_put_in(content: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(content))
    content[start:start] = dice.randbytes(dice.randint(1, 64))


def another_footer_length(content: bytearray, dice: random.Random) -> None:
    told = int.from_bytes(content[-8:-4], "little")
    wrong = dice.choice([told + dice.randint(-64, 64), dice.getrandbits(32), 0, len(content)])
    content[-8:-4] = (wrong & 0xFFFFFFFF).to_bytes(4, "little")


DAMAGES: tuple[Damage, ...] = (
    bits_anywhere,
    bits_of_the_footer,
    bits_of_a_page_header,
    truncated,
    a_run_overwritten,
    two_blocks_swapped,
    a_block_over_another,
    bytes_left_out,
    bytes_put_in,
    another_footer_length,
)
