"""Numbers between Arrow and numpy by their buffers.

Arrow's own conversions import pandas first, to see whether an array is one of its: a second and
sixty megabytes that no load needs.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

EXACT_UNITS = 2.0**51  # below it a product of a float is off by less than half


def to_numpy(array: pa.Array) -> npt.NDArray[Any]:
    """Integers, floats or 32-bit dates as numpy sees them; what empty cells hold means nothing."""
    kind = array.type
    letter = "f" if pa.types.is_floating(kind) else "u" if _is_unsigned(kind) else "i"
    dtype = np.dtype(f"{letter}{kind.bit_width // 8}")
    if len(array) == 0:
        return np.empty(0, dtype)
    start = array.offset * dtype.itemsize
    return np.frombuffer(array.buffers()[1], dtype, count=len(array), offset=start)


def flags(array: pa.BooleanArray) -> npt.NDArray[np.bool_]:
    """Which cells are true; an empty one is not."""
    if len(array) == 0:
        return np.zeros(0, bool)
    known = array.fill_null(False) if array.null_count else array
    packed = np.frombuffer(known.buffers()[1], np.uint8)
    bits = np.unpackbits(packed, count=known.offset + len(known), bitorder="little")
    return bits[known.offset :].view(bool)


def of_numbers(values: npt.NDArray[Any]) -> pa.Array:
    """The same numbers as Arrow has them, without a copy."""
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(
        kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))]
    )


def of_flags(values: npt.NDArray[np.bool_]) -> pa.BooleanArray:
    packed = np.packbits(values, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(packed)])


def no_flags(count: int) -> pa.BooleanArray:
    """As many cells, none of them true."""
    return of_flags(np.zeros(count, bool))


def in_units(values: npt.NDArray[np.float64], decimals: int) -> npt.NDArray[np.int64]:
    """Numbers in units of their last decimal, as they are written: 12.5 with 2 decimals is 1,250.

    values: finite, and no more than an int64 holds in units.
    """
    units = np.rint(values * 10**decimals)
    exact: npt.NDArray[np.int64] = units.astype(np.int64)
    if max(units.max(initial=0), -units.min(initial=0)) >= EXACT_UNITS:
        large = np.abs(units) >= EXACT_UNITS
        exact[large] = [_in_units(value, decimals) for value in values[large].tolist()]
    return exact


def total_of(units: npt.NDArray[np.int64]) -> int:
    """The exact sum, also where an int64 does not hold it: halves of the bits are added apart."""
    return (int((units >> 32).sum()) << 32) + int((units & (2**32 - 1)).sum())


def _in_units(value: float, decimals: int) -> int:
    return int(Decimal(repr(value)).scaleb(decimals).to_integral_value(ROUND_HALF_EVEN))


def _is_unsigned(kind: pa.DataType) -> bool:
    return bool(pa.types.is_unsigned_integer(kind))
