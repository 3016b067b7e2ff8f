"""Single figures of a parquet file's footer and page headers, changed by their field numbers.

Field numbers are those of parquet.thrift; an index picks from a list. Values are written in the
compact protocol: numbers as zigzag varints.
"""

from pathlib import Path

import pyarrow.parquet as pq

Place = tuple[int, int]


def number(value: int) -> bytes:
    """The zigzag varint of a number."""
    rest = (value << 1) ^ (value >> 63)
    found = bytearray()
    while rest > 0x7F:
        found.append(rest & 0x7F | 0x80)
        rest >>= 7
    return bytes([*found, rest])


def _varint(data: bytes | bytearray, at: int) -> tuple[int, int]:
    value = shift = 0
    while data[at] & 0x80:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return value | data[at] << shift, at + 1


def _after(data: bytes | bytearray, at: int, kind: int) -> int:
    """The byte after a value of that type."""
    if kind in (4, 5, 6):
        return _varint(data, at)[1]
    if kind == 8:
        length, at = _varint(data, at)
        return at + length
    if kind == 9:
        return _items(data, at)[-1][1] if data[at] >> 4 else at + 1
    if kind == 12:
        fields = _fields(data, at)
        return max((end for _, end, _ in fields.values()), default=at) + 1
    return at + {1: 0, 2: 0, 3: 1, 7: 8}[kind]


def _fields(data: bytes | bytearray, at: int) -> dict[int, tuple[int, int, int]]:
    """Start, end and type of each field of the struct at that byte."""
    found, field = {}, 0
    while data[at]:
        field, kind, start = field + (data[at] >> 4), data[at] & 0x0F, at + 1
        at = _after(data, start, kind)
        found[field] = (start, at, kind)
    return found


def _items(data: bytes | bytearray, at: int) -> list[tuple[int, int, int]]:
    kind, count = data[at] & 0x0F, data[at] >> 4
    at += 1
    if count == 15:
        count, at = _varint(data, at)
    found = []
    for _ in range(count):
        start, at = at, _after(data, at, kind)
        found.append((start, at, kind))
    return found


def place(data: bytes | bytearray, at: int, path: tuple[int, ...]) -> Place:
    """First byte and end of the value that the path leads to, from the struct at that byte."""
    kind, end = 12, at
    for step in path:
        found = _items(data, at)[step] if kind == 9 else _fields(data, at)[step]
        at, end, kind = found
    return at, end


def change_footer(path: Path, changes: dict[tuple[int, ...], bytes]) -> Path:
    """Replace values of the footer, whose length follows."""
    content = path.read_bytes()
    length = int.from_bytes(content[-8:-4], "little")
    body, footer = content[: -8 - length], content[-8 - length : -8]
    for field, value in changes.items():
        start, end = place(footer, 0, field)
        footer = footer[:start] + value + footer[end:]
    path.write_bytes(body + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    return path


def change_page(path: Path, column: str, field: tuple[int, ...], value: bytes) -> Path:
    """Replace a value of the header of a column's first page by one of as many bytes."""
    content = bytearray(path.read_bytes())
    chunk = chunk_of(path, column)
    at = chunk.dictionary_page_offset or chunk.data_page_offset
    start, end = place(content, at, field)
    assert end - start == len(value), "the pages behind would move"
    content[start:end] = value
    path.write_bytes(content)
    return path


def forge_page_size(path: Path, size: int) -> Path:
    """Let the only page of the last column promise to unpack to that many bytes."""
    content = bytearray(path.read_bytes())
    last = pq.read_metadata(path).num_columns - 1
    chunk = pq.read_metadata(path).row_group(0).column(last)
    start, end = place(content, chunk.data_page_offset, (2,))
    content[start:end] = number(size)
    path.write_bytes(content)
    longer = len(number(size)) - (end - start)
    whole = number(chunk.total_compressed_size + longer)
    return change_footer(path, {(4, 0, 1, last, 3, 7): whole})


def chunk_of(path: Path, column: str) -> pq.ColumnChunkMetaData:
    group = pq.read_metadata(path).row_group(0)
    chunks = map(group.column, range(group.num_columns))
    return next(chunk for chunk in chunks if chunk.path_in_schema == column)


def without_a_checksum(path: Path, column: str) -> Path:
    """Take the checksum out of the header of the column's second page; its size is kept."""
    content = bytearray(path.read_bytes())
    at = chunk_of(path, column).data_page_offset
    size, _ = _varint(content, place(content, at, (3,))[0])
    at = _after(content, at, 12) + (size >> 1)  # behind the first page
    (_, end_of_size), (_, end) = place(content, at, (3,)), place(content, at, (4,))
    assert content[end] == 0x1C, "field 5 follows the checksum"
    # Numbers may be written longer than they need be: the room is filled that way.
    room = end - end_of_size
    longer = bytes([content[end_of_size - 1] | 0x80, *[0x80] * (room - 1), 0])
    content[end_of_size - 1 : end + 1] = [*longer, 0x2C]
    path.write_bytes(content)
    return path
