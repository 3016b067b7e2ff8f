"""A parquet footer held against itself and against the pages it describes."""

import io
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow.parquet as pq

from mlops.pipeline.errors import LoadError
from mlops.pipeline.reader.pages import Chunk, contradiction, have_checksums
from mlops.pipeline.reader.thrift import part, struct_at, structs

_MAGIC_BYTES, _TAIL_BYTES = 4, 8  # PAR1; length of the footer and PAR1
_SIGNATURE_BYTES = 28  # nonce and tag of AES-GCM
_OLD_NAMES = {"PLAIN_DICTIONARY": "RLE_DICTIONARY"}
_SCHEMA = 2
_NAME, _SCALE, _PRECISION, _LOGICAL, _DECIMAL = 4, 7, 8, 10, 5


def refuse_encrypted(metadata: pq.FileMetaData, handle: BinaryIO) -> None:
    """LoadError SCHEMA when the footer is signed, as it is where columns are encrypted.

    pyarrow dies of asking such a file for its statistics. LoadError CORRUPT when the footer holds
    bytes of another kind that nobody reads.
    """
    unread = _footer_size(handle) - metadata.serialized_size
    if unread == _SIGNATURE_BYTES:
        raise LoadError("SCHEMA", "an encrypted parquet file is not read")
    if unread:
        raise LoadError("CORRUPT", f"the footer goes on for {unread} bytes after its end")


def as_dictionaries(metadata: pq.FileMetaData, names: set[str]) -> list[str]:
    """Those of the columns that pyarrow can read as dictionaries: none with delta encodings."""
    delta = {
        chunk.path_in_schema
        for group in map(metadata.row_group, range(metadata.num_row_groups))
        for chunk in map(group.column, range(group.num_columns))
        if any(encoding.startswith("DELTA_") for encoding in chunk.encodings)
    }
    return sorted(names & set(metadata.schema.names) - delta)


def unchecked_column(file: pq.ParquetFile, handle: BinaryIO) -> str | None:
    """First column with a page without a checksum, None when every page has one.

    LoadError CORRUPT when the footer disagrees with itself or with the headers of the pages;
    ValueError or LookupError when a header is none.
    """
    _check_rows(file.metadata)
    _check_decimals(handle)
    unchecked = None
    end, size = _MAGIC_BYTES, handle.seek(0, io.SEEK_END)
    for chunk in sorted(_chunks(file), key=lambda chunk: chunk.start):
        if chunk.start < end or chunk.end > size:
            raise contradiction(chunk.column, "its bytes are another column's")
        end = chunk.end
        if not have_checksums(handle, chunk):
            unchecked = unchecked or chunk.column
    return unchecked


def _check_rows(metadata: pq.FileMetaData) -> None:
    groups = [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]
    if metadata.num_rows != sum(groups) or min(groups, default=0) < 0:
        raise LoadError(
            "CORRUPT",
            f"the footer promises {metadata.num_rows:,} rows, its row groups {sum(groups):,}",
        )


def _footer_size(handle: BinaryIO) -> int:
    handle.seek(-_TAIL_BYTES, io.SEEK_END)
    return int.from_bytes(handle.read(_MAGIC_BYTES), "little")


def _check_decimals(handle: BinaryIO) -> None:
    """A decimal's scale stands in two places, and a damaged one would move the decimal point."""
    length = _footer_size(handle)
    handle.seek(-_TAIL_BYTES - length, io.SEEK_END)
    footer, _ = struct_at(handle.read(length), 0, last=_SCHEMA)
    for element in structs(footer, _SCHEMA):
        logical = part(element, _LOGICAL) if _LOGICAL in element else {}
        if _DECIMAL not in logical or _SCALE not in element:
            continue
        decimal = part(logical, _DECIMAL)
        if (decimal.get(1), decimal.get(2)) != (element[_SCALE], element.get(_PRECISION)):
            raise contradiction(element[_NAME].decode(), "it tells its decimals in two ways")


def _chunks(file: pq.ParquetFile) -> Iterator[Chunk]:
    for group in map(file.metadata.row_group, range(file.metadata.num_row_groups)):
        if group.num_rows == 0:  # nothing of it is read, and it has no pages
            continue
        for index in range(file.metadata.num_columns):
            yield _chunk(file.schema.column(index), group.column(index), group.num_rows)


def _chunk(column: pq.ColumnSchema, found: pq.ColumnChunkMetaData, rows: int) -> Chunk:
    name = column.path
    same = (name, column.physical_type) == (found.path_in_schema, found.physical_type)
    if not same or found.file_path:
        raise contradiction(name, "the footer describes it twice, and differently")
    if column.max_repetition_level == 0 and found.num_values != rows:
        raise contradiction(name, f"{found.num_values:,} values in {rows:,} rows")
    start = found.data_page_offset
    if found.dictionary_page_offset:
        start = min(start, found.dictionary_page_offset)
    return Chunk(
        column=name,
        start=start,
        end=start + found.total_compressed_size,
        values=found.num_values,
        encodings=frozenset(_OLD_NAMES.get(name, name) for name in found.encodings),
        is_packed=found.compression != "UNCOMPRESSED",
    )
