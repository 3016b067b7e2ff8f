"""Rows sorted by the month of their fact; small parts wait until they make a block."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from mlops.pipeline.arrays import of_numbers, to_numpy

BLOCK_ROWS = 32_768
WAITING_ROWS = 524_288


class Router:
    """Takes batches in file order and gives them out by month; without `dated`, as they come."""

    def __init__(self, dated: str | None) -> None:
        self.dated = dated
        self._waiting: dict[date, list[pa.RecordBatch]] = defaultdict(list)
        self._rows: dict[date, int] = defaultdict(int)

    def route(self, batch: pa.RecordBatch) -> Iterator[tuple[date | None, pa.RecordBatch]]:
        if self.dated is None:
            yield None, batch
            return
        for month, part in _by_month(batch, self.dated):
            self._waiting[month].append(part)
            self._rows[month] += part.num_rows
            if self._rows[month] >= BLOCK_ROWS:
                yield month, self._take(month)
        while sum(self._rows.values()) > WAITING_ROWS:
            fullest = max(self._rows, key=self._rows.__getitem__)
            yield fullest, self._take(fullest)

    def rest(self) -> Iterator[tuple[date | None, pa.RecordBatch]]:
        """What still waits, month by month."""
        for month in sorted(self._waiting):
            yield month, self._take(month)

    def _take(self, month: date) -> pa.RecordBatch:
        del self._rows[month]
        parts = self._waiting.pop(month)
        return parts[0] if len(parts) == 1 else pa.concat_batches(parts)


def _by_month(batch: pa.RecordBatch, dated: str) -> Iterator[tuple[date, pa.RecordBatch]]:
    if batch.num_rows == 0:
        return
    days = to_numpy(batch[dated]).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    if months.min() == months.max():
        yield months[0].astype(date), batch
        return
    order = np.argsort(months, kind="stable")
    ordered = months[order]
    starts = np.append(0, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)
    sorted_rows = batch.take(of_numbers(order))
    for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
        yield ordered[start].astype(date), sorted_rows.slice(start, end - start)
