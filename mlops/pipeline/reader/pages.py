"""The pages of a column chunk, held against what the footer says of it.

A page's checksum covers its values, but neither its header nor the footer. What those two say of
one another is what shows a damaged one. Source: Apache Parquet, parquet.thrift.
"""

from dataclasses import dataclass
from typing import BinaryIO

from mlops.pipeline.errors import LoadError
from mlops.pipeline.reader.thrift import Struct, number, part, struct_at

_HEADER_BYTES, _LONGEST_HEADER = 128, 1 << 20
_DATA, _INDEX, _DICTIONARY, _DATA_V2 = range(4)
_KIND, _UNPACKED_SIZE, _SIZE, _CHECKSUM = 1, 2, 3, 4
_OWN_PART = {_DATA: 5, _INDEX: 6, _DICTIONARY: 7, _DATA_V2: 8}
_ENCODING = {_DATA: 2, _DATA_V2: 4}
_ENCODINGS = (
    "PLAIN", None, "RLE_DICTIONARY", "RLE", "BIT_PACKED", "DELTA_BINARY_PACKED",
    "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "RLE_DICTIONARY", "BYTE_STREAM_SPLIT",
)  # fmt: skip  # 2 is the old name of 8


@dataclass(frozen=True)
class Chunk:
    """One column of one row group as the footer tells of it; start and end in bytes."""

    column: str
    start: int
    end: int
    values: int
    encodings: frozenset[str]
    is_packed: bool


def have_checksums(handle: BinaryIO, chunk: Chunk) -> bool:
    """Whether every page of the chunk has one. LoadError CORRUPT where header and footer disagree.

    ValueError or IndexError where there is no page header at all.
    """
    at, values, checked = chunk.start, 0, True
    while at < chunk.end:
        header, body = _header_at(handle, at)
        values += _values(header, chunk, is_first=at == chunk.start)
        checked = checked and _CHECKSUM in header
        at = body + number(header, _SIZE)
    if at != chunk.end:
        raise contradiction(chunk.column, "its pages end elsewhere than the footer says")
    if values != chunk.values:
        raise contradiction(
            chunk.column, f"its pages hold {values:,} values, the footer says {chunk.values:,}"
        )
    return checked


def contradiction(column: str, what: str) -> LoadError:
    return LoadError("CORRUPT", f"column {column} contradicts itself: {what}", column=column)


def _values(header: Struct, chunk: Chunk, *, is_first: bool) -> int:
    """How many values a page adds to its column; a dictionary adds none."""
    kind, size = number(header, _KIND), number(header, _SIZE)
    own = part(header, _OWN_PART[kind])
    if size < 0 or not (chunk.is_packed or size == number(header, _UNPACKED_SIZE)):
        raise contradiction(chunk.column, "a page has another size than its header says")
    if kind == _DICTIONARY and not is_first:
        raise contradiction(chunk.column, "a dictionary follows values")
    if kind not in _ENCODING:
        return 0
    encoding = _ENCODINGS[number(own, _ENCODING[kind])]
    if encoding not in chunk.encodings:
        raise contradiction(chunk.column, f"a page is {encoding}, which the footer does not say")
    return number(own, 1)


def _header_at(handle: BinaryIO, at: int) -> tuple[Struct, int]:
    """The page header that begins at byte `at`, and the byte after it."""
    length = _HEADER_BYTES
    while True:
        handle.seek(at)
        data = handle.read(length)
        try:
            header, size = struct_at(data, 0)
        except IndexError:
            if len(data) < length or length >= _LONGEST_HEADER:
                raise
            length *= 16
        else:
            return header, at + size
