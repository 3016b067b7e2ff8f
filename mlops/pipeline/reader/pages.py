"""Whether the pages of a parquet file carry checksums, which pyarrow verifies but does not tell."""

from typing import BinaryIO

import pyarrow.parquet as pq

_I32_NEXT_FIELD = 0x15  # thrift compact: the field after the last one, of type i32
_FIELDS_BEFORE_CRC = 3  # PageHeader: type, uncompressed_page_size, compressed_page_size, crc


def unchecked_column(file: pq.ParquetFile, handle: BinaryIO) -> str | None:
    """First column whose pages have no checksum, None when all have one.

    Reads the header of each column chunk's first page: a writer either adds them all or none.
    Source: Apache Parquet format, PageHeader in parquet.thrift.
    """
    for group in range(file.metadata.num_row_groups):
        for index in range(file.metadata.num_columns):
            chunk = file.metadata.row_group(group).column(index)
            start = chunk.dictionary_page_offset or chunk.data_page_offset
            handle.seek(start)
            if not _has_crc(handle.read(32)):
                return str(chunk.path_in_schema)
    return None


def _has_crc(header: bytes) -> bool:
    at = 0
    for _field in range(_FIELDS_BEFORE_CRC):
        if at >= len(header) or header[at] != _I32_NEXT_FIELD:
            return False
        at += 1
        while at < len(header) and header[at] & 0x80:
            at += 1
        at += 1
    return at < len(header) and header[at] == _I32_NEXT_FIELD
