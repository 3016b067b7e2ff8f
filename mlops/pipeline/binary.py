"""Arrow batches as rows of PostgreSQL's binary COPY format, whole columns at a time.

Rows of one shape (the same cells empty, texts of the same length) have the same width, so they are
one numpy table, filled column by column. The server then parses nothing.
Source: PostgreSQL documentation, COPY, "Binary Format"; numeric_recv, date_recv, timestamptz_recv.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mlops.pipeline.arrays import flags, in_units, of_numbers, to_numpy

HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TRAILER = b"\xff\xff"
EPOCH_DAYS = 10_957  # 1970-01-01 to 2000-01-01, PostgreSQL's day 0
EPOCH_MICROSECONDS = EPOCH_DAYS * 86_400_000_000
DIGIT = 10_000  # numeric's digits are base 10,000
MOST_SCALE = 4  # 14 + 4 digits fit the int64 that numbers are taken apart in
_NEGATIVE = 0x4000
_TEXTS = frozenset({"text", "varchar", "bpchar"})
_INTEGERS = {"int2": ">i2", "int4": ">i4", "int8": ">i8"}

Ints = npt.NDArray[np.int64]
Fill = Callable[[npt.NDArray[Any], Any], None]
"""Writes a column's cells of the rows chosen into a field of the output table."""


@dataclass(frozen=True)
class PgColumn:
    """A column of the table copied into: PostgreSQL's name of its base type, and its decimals."""

    name: str
    kind: str
    scale: int = 0

    @property
    def is_binary(self) -> bool:
        if self.kind == "numeric":
            return self.scale <= MOST_SCALE
        return self.kind in _TEXTS or self.kind in _INTEGERS or self.kind in _FILLERS


@dataclass(frozen=True)
class _Cells:
    """A column's cells of one batch. widths: bytes of each cell, -1 where empty."""

    dtype_of: Callable[[int], npt.DTypeLike]
    fill: Fill
    widths: Ints


def encode(batch: pa.RecordBatch, columns: Sequence[PgColumn]) -> Iterator[bytes]:
    """Blocks of rows, without header and trailer; rows of one shape together."""
    if batch.num_rows == 0:
        return
    cells = [_cells(batch.column(column.name), column) for column in columns]
    for rows in _alike([cell.widths for cell in cells], batch.num_rows):
        yield _block(cells, rows)


def _alike(widths: Sequence[Ints], count: int) -> Iterator[npt.NDArray[np.intp] | slice]:
    """Row numbers of one shape after another; a slice when all rows have one."""
    shape = np.zeros(count, np.int64)
    for width in widths:
        if (width != width[0]).any():
            distinct = int(width.max()) + 2
            _, shape = np.unique(shape * distinct + width + 1, return_inverse=True)
    if not shape.any():
        yield slice(None)
        return
    order = np.argsort(shape, kind="stable")
    starts = np.flatnonzero(np.diff(shape[order])) + 1
    yield from np.split(order, starts)


def _block(cells: Sequence[_Cells], rows: Any) -> bytes:
    widths = [int(cell.widths[rows][0]) for cell in cells]
    fields: list[tuple[str, npt.DTypeLike]] = [("n", ">i2")]
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        fields.append((f"w{at}", ">i4"))
        if width > 0:
            fields.append((f"v{at}", cell.dtype_of(width)))
    table = np.empty(len(cells[0].widths[rows]), np.dtype(fields))
    table["n"] = len(cells)
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        table[f"w{at}"] = width
        if width > 0:
            cell.fill(table[f"v{at}"], rows)
    return table.tobytes()


def _cells(array: pa.Array, column: PgColumn) -> _Cells:
    if column.kind in _TEXTS:
        return _text(array)
    if column.kind == "numeric":
        return _numeric(array, column.scale)
    if column.kind in _INTEGERS:
        return _fixed(array, np.dtype(_INTEGERS[column.kind]), _values(array, pa.int64()))
    dtype, values = _FILLERS[column.kind](array)
    return _fixed(array, dtype, values)


def _widths(array: pa.Array, width: int) -> Ints:
    widths = np.full(len(array), width, np.int64)
    if array.null_count:
        widths[flags(array.is_null())] = -1
    return widths


def _values(array: pa.Array, kind: pa.DataType) -> npt.NDArray[Any]:
    """The cells as numpy has them; what stands in empty ones is never written."""
    array = array.cast(kind)
    if array.null_count:
        array = array.fill_null(pa.scalar(0, kind))
    return to_numpy(array)


def _fixed(array: pa.Array, dtype: np.dtype[Any], values: npt.NDArray[Any]) -> _Cells:
    if dtype.kind == "i" and dtype.itemsize < values.dtype.itemsize:
        bounds = np.iinfo(dtype)
        if values.size and not bounds.min <= values.min() <= values.max() <= bounds.max:
            raise OverflowError(f"a value of {values.min()} to {values.max()} does not fit {dtype}")

    def fill(field: npt.NDArray[Any], rows: Any) -> None:
        field[...] = values[rows]

    return _Cells(lambda _width: dtype, fill, _widths(array, dtype.itemsize))


def _date(array: pa.Array) -> tuple[np.dtype[Any], Ints]:
    days = _values(array.cast(pa.int32()), pa.int64())
    return np.dtype(">i4"), days - EPOCH_DAYS


def _instant(array: pa.Array) -> tuple[np.dtype[Any], Ints]:
    moments = _values(array.cast(pa.timestamp("us", tz="UTC")).cast(pa.int64()), pa.int64())
    return np.dtype(">i8"), moments - EPOCH_MICROSECONDS


def _flag(array: pa.Array) -> tuple[np.dtype[Any], npt.NDArray[Any]]:
    return np.dtype("u1"), _values(array.cast(pa.uint8()), pa.uint8())


_FILLERS: dict[str, Callable[[pa.Array], tuple[np.dtype[Any], npt.NDArray[Any]]]] = {
    "date": _date,
    "timestamptz": _instant,
    "bool": _flag,
}


def _numeric(array: pa.Array, scale: int) -> _Cells:
    """Numbers rounded to the column's decimals, in as many digit groups as the largest needs."""
    exact = in_units(_values(array, pa.float64()), scale)
    size = np.abs(exact) * 10 ** (MOST_SCALE - scale)
    whole, groups = int(size.max(initial=0)) // DIGIT, 1
    while whole >= DIGIT:
        whole, groups = whole // DIGIT, groups + 1
    layout = np.dtype([("head", ">i2", (4,)), ("digits", ">i2", (groups + 1,))])

    def fill(field: npt.NDArray[Any], rows: Any) -> None:
        rest = size[rows]
        head = field["head"]
        head[:, 0], head[:, 1], head[:, 3] = groups + 1, groups - 1, scale
        head[:, 2] = np.where(exact[rows] < 0, _NEGATIVE, 0)
        digits = field["digits"]
        for place in range(groups, 0, -1):
            above = rest // DIGIT
            digits[:, place] = rest - above * DIGIT
            rest = above
        digits[:, 0] = rest

    return _Cells(lambda _width: layout, fill, _widths(array, layout.itemsize))


def _text(array: pa.Array) -> _Cells:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    array = array.cast(pa.large_string())
    widths = to_numpy(pc.fill_null(pc.binary_length(array), -1).cast(pa.int64()))

    def fill(field: npt.NDArray[Any], rows: Any) -> None:
        chosen = array if isinstance(rows, slice) else array.take(of_numbers(rows))
        offsets = np.frombuffer(chosen.buffers()[1], np.int64)[chosen.offset :]
        raw = np.frombuffer(chosen.buffers()[2], np.uint8)[offsets[0] : offsets[len(chosen)]]
        field[...] = raw.view(field.dtype)

    return _Cells(lambda width: np.dtype(f"V{width}"), fill, widths)
