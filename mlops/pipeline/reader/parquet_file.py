"""Parquet: checksums verified, types checked from the footer, streamed by batches."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from mlops.contracts import Dataset
from mlops.pipeline.errors import LoadError
from mlops.pipeline.reader.batches import BATCH_ROWS, joined
from mlops.pipeline.reader.columns import check_columns, check_type
from mlops.pipeline.reader.footer import as_dictionaries, refuse_encrypted, unchecked_column
from mlops.pipeline.reader.request import Opened, Request, first_line, too_many
from mlops.pipeline.reader.statistics import constants, witnesses

PAGE_BUFFER = 1 << 20  # read a column chunk by pages, not whole
SCHEMA_VERSION = "nova.schema_version"


def open_parquet(handle: BinaryIO, dataset: Dataset, request: Request) -> Opened:
    """LoadError when the footer, a type or the number of rows rules the file out."""
    with _damage():
        return _opened(handle, dataset, request)


def _opened(handle: BinaryIO, dataset: Dataset, request: Request) -> Opened:
    metadata = pq.read_metadata(handle)
    refuse_encrypted(metadata, handle)
    texts = {column.name for column in dataset.columns if column.is_text}
    file = pq.ParquetFile(
        handle,
        metadata=metadata,
        page_checksum_verification=True,
        pre_buffer=False,
        buffer_size=PAGE_BUFFER,
        read_dictionary=as_dictionaries(metadata, texts),
    )
    schema = file.schema_arrow
    rows = file.metadata.num_rows
    if rows > request.max_rows:
        raise too_many(rows, request)
    chosen = check_columns(schema.names, dataset, request.ignore_columns)
    for name in chosen:
        check_type(dataset, schema.field(name), request.zone)
    about = {
        "rows": rows,
        "schema_version": _schema_version(schema, dataset),
        "unchecked_column": unchecked_column(file, handle),
        "ignored": sorted(set(schema.names) - set(chosen)),
        "constants": constants(file.metadata, chosen),
    }
    if request.require_checksums and not request.sha256 and about["unchecked_column"]:
        raise LoadError(
            "NO_CHECKSUM",
            f"column {about['unchecked_column']} has no page checksums and no manifest.json vouches"
            " for the file: write it with write_page_checksum=True or add a manifest",
        )
    wanted = pa.schema([schema.field(name) for name in chosen])
    return Opened(about, wanted, joined(_row_groups(file, chosen)))


@contextmanager
def _damage() -> Iterator[None]:
    """What a damaged footer or page header makes of whoever reads it, as CORRUPT."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, LookupError) as error:
        raise LoadError("CORRUPT", f"not a whole parquet file ({first_line(error)})") from None


def _row_groups(file: pq.ParquetFile, chosen: list[str]) -> Iterator[pa.RecordBatch]:
    try:
        for index in range(file.metadata.num_row_groups):
            yield from _row_group(file, index, chosen)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise LoadError("CORRUPT", f"a page cannot be read ({first_line(error)})") from None


def _row_group(file: pq.ParquetFile, index: int, chosen: list[str]) -> Iterator[pa.RecordBatch]:
    """The group's rows. LoadError CORRUPT when they are not what the footer promises of them."""
    watching = witnesses(file.metadata.row_group(index), chosen)
    for batch in file.iter_batches(
        batch_size=BATCH_ROWS, row_groups=[index], columns=chosen, use_threads=False
    ):
        for witness in watching:
            witness.see(batch[witness.column])
        yield batch
    for witness in watching:
        witness.judge()


def _schema_version(schema: pa.Schema, dataset: Dataset) -> str | None:
    version = (schema.metadata or {}).get(SCHEMA_VERSION.encode())
    if version is None:
        return None
    told: str = version.decode(errors="replace")
    if told not in dataset.schema_versions:
        known = ", ".join(sorted(dataset.schema_versions))
        raise LoadError("SCHEMA_VERSION", f"schema version {told!r} is unknown: known are {known}")
    return told
