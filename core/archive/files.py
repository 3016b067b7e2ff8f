"""The file of an archived month: written whole, read back from the disk, compared."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from core.archive.manifest import Manifest
from core.archive.shape import Shape
from core.archive.text import lines
from core.errors import UpkeepError
from nova.progress import Steps

BATCH_ROWS = 16_384


def write_parquet(path: Path, shape: Shape, batches: Iterable[pa.RecordBatch]) -> Iterator[int]:
    """Write the batches with page checksums, and force them to the disk; yields the rows so far."""
    rows = 0
    with pq.ParquetWriter(
        path, shape.schema, compression="zstd", write_page_checksum=True
    ) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
            yield rows
    sync(path)


def sync(path: Path) -> None:
    """Have the disk hold a file, or the names in a folder; read it afresh the next time."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
        if path.is_file() and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def read_batches(path: Path, shape: Shape, rows: int) -> Iterator[pa.RecordBatch]:
    """The file's rows, every page checked. UpkeepError CORRUPT when it is not what was written."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True, pre_buffer=False) as file:
            if file.metadata.num_rows != rows or file.schema_arrow.names != shape.schema.names:
                raise UpkeepError("CORRUPT", f"{path}: not the rows and columns of its manifest")
            yield from file.iter_batches(batch_size=BATCH_ROWS, use_threads=False)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        told = str(error).partition("\n")[0]
        raise UpkeepError("CORRUPT", f"{path}: {told}") from error


def file_digest(path: Path, shape: Shape, rows: int, *, progress: Steps) -> str:
    """sha256 of the rows in a file, as PostgreSQL would write them."""
    digest = hashlib.sha256()
    done = 0
    for batch in read_batches(path, shape, rows):
        digest.update(lines(batch, shape.columns))
        done += batch.num_rows
        progress(f"{path.stem}: verify the file", done, rows)
    return digest.hexdigest()


def verify(folder: Path, manifest: Manifest, *, progress: Steps) -> None:
    """UpkeepError unless the file is, byte for byte and row for row, what its manifest says."""
    path = folder / manifest.file
    if sha256_of(path) != manifest.sha256:
        raise UpkeepError("CORRUPT", f"{path}: its sha256 is not its manifest's")
    found = file_digest(path, manifest.shape, manifest.rows, progress=progress)
    if found != manifest.content_sha256:
        raise UpkeepError("CORRUPT", f"{path}: its rows are not those of the table")
