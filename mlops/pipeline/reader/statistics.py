"""The least, the greatest and the number of empty values that a footer promises of each column.

They are worked out again from what the pages gave: pages read as another column's, in another
encoding or from a byte too late pass every checksum and almost never give the same three figures.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mlops.pipeline.arrays import of_flags, to_numpy
from mlops.pipeline.reader.pages import contradiction

_CUT = 60  # some writers keep the first 64 bytes of a long text only


@dataclass
class Witness:
    """What one column of one row group promised, and what was seen of it so far."""

    column: str
    promised: pq.Statistics
    empty: int = 0
    least: Any = None
    greatest: Any = None

    def see(self, array: pa.Array) -> None:
        self.empty += array.null_count
        if not self.promised.has_min_max or array.null_count == len(array):
            return
        comparable = _comparable(array)
        if comparable is None:
            return
        least, greatest = _extremes(comparable)
        if least != least:  # noqa: PLR0124 - a batch of NaN, which the footer leaves out as well
            return
        self.least = least if self.least is None else min(self.least, least)
        self.greatest = greatest if self.greatest is None else max(self.greatest, greatest)

    def judge(self) -> None:
        """LoadError CORRUPT when the pages gave something else than the footer promised."""
        promised = self.promised
        if promised.has_null_count and promised.null_count != self.empty:
            raise contradiction(
                self.column,
                f"{self.empty:,} empty cells, the footer says {promised.null_count:,}",
            )
        if self.least is None:
            return
        low, high = promised.min_raw, promised.max_raw
        exact = not (isinstance(low, bytes) and max(len(low), len(high)) >= _CUT)
        fits = (low, high) == (self.least, self.greatest) if exact else low <= self.least
        if not fits:
            raise contradiction(
                self.column,
                f"its values lie in {self.least!r} to {self.greatest!r},"
                f" the footer says {low!r} to {high!r}",
            )


def witnesses(group: pq.RowGroupMetaData, columns: list[str]) -> list[Witness]:
    """One for each of the columns that the footer promises anything of."""
    found = map(group.column, range(group.num_columns))
    return [
        Witness(chunk.path_in_schema, chunk.statistics)
        for chunk in found
        if chunk.path_in_schema in columns and chunk.is_stats_set and chunk.statistics
    ]


def constants(metadata: pq.FileMetaData, columns: list[str]) -> list[str]:
    """Those of the columns that have one value, and no empty cell, by every group's statistics."""
    found: dict[str, set[Any]] = {}
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for chunk in map(group.column, range(group.num_columns)):
            found.setdefault(chunk.path_in_schema, set()).update(_ends(chunk))
    return [name for name in columns if len(found.get(name, ())) == 1]


def _ends(chunk: pq.ColumnChunkMetaData) -> set[Any]:
    """Least and greatest value of a full column; two made up ones where that is not told."""
    promised: Any = chunk.statistics if chunk.is_stats_set else None
    if not promised or not promised.has_min_max or promised.null_count != 0:
        return {0, 1}
    return {promised.min_raw, promised.max_raw}


def _comparable(array: pa.Array) -> pa.Array | None:
    """The values as the file's physical type orders them; None where that is another order."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _comparable(_used(array))
    if pa.types.is_date32(kind):
        return array.view(pa.int32())
    if pa.types.is_timestamp(kind):
        return array.view(pa.int64())
    return array if any(fits(kind) for fits in _ORDERED_ALIKE) else None


_ORDERED_ALIKE = (
    pa.types.is_signed_integer,
    pa.types.is_boolean,
    pa.types.is_float32,
    pa.types.is_float64,
    pa.types.is_string,
    pa.types.is_large_string,
)


def _used(array: pa.DictionaryArray) -> pa.Array:
    """The values of a dictionary that the batch names; a dictionary belongs to the whole group."""
    used = np.zeros(len(array.dictionary), dtype=bool)
    used[to_numpy(array.indices.drop_null())] = True
    return array.dictionary.filter(of_flags(used))


def _extremes(array: pa.Array) -> tuple[Any, Any]:
    """Least and greatest; NaN counts as nothing, as it does in a footer."""
    if pa.types.is_floating(array.type) and array.null_count == 0:
        values = to_numpy(array)
        least, greatest = values.min(), values.max()
        if least == least:  # noqa: PLR0124 - no NaN among them
            return float(least), float(greatest)
    seen = pc.min_max(array)
    return _plain(seen["min"]), _plain(seen["max"])


def _plain(scalar: pa.Scalar) -> Any:
    value = scalar.as_py()
    return value.encode() if isinstance(value, str) else value
