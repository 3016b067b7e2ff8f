"""Batches of a size that both processes can hold: small ones joined, large ones cut."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

BATCH_ROWS = 32_768
MOST_BYTES = 64 << 20


def joined(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of half of BATCH_ROWS or more: row groups may be tiny."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        if rows >= BATCH_ROWS // 2:
            yield _one(waiting)
            waiting, rows = [], 0
    if waiting:
        yield _one(waiting)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)


def cut(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The batch in parts that hold MOST_BYTES at most where text stands in full, or one row each.

    A dictionary makes a few kilobytes of a text that is repeated; the loader may need it in full.
    """
    if batch.num_rows <= 1 or sum(map(_full_size, batch.columns)) <= MOST_BYTES:
        yield batch
        return
    half = batch.num_rows // 2
    yield from cut(batch.slice(0, half))
    yield from cut(batch.slice(half))


def _full_size(array: pa.Array) -> int:
    if not pa.types.is_dictionary(array.type):
        return int(array.nbytes)
    longest = pc.max(pc.binary_length(array.dictionary)).as_py() or 0
    return len(array) * int(longest)
