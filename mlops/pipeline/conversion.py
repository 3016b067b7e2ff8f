"""From what a file holds to the contract's types; a cell that cannot be is reported, never guessed.

A CSV arrives as text. Dates and timestamps repeat, so each distinct text is parsed once.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from mlops.contracts import ARROW_TYPES, Column, Kind
from mlops.pipeline.errors import LoadError
from mlops.pipeline.reader.columns import naive_timestamp

_NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$"
_NOT_FINITE = r"^[+-]?(nan|inf|infinity)$"
_LOCALISED = r"^[+-]?[\sR$€%\d.,]+$"
_INTEGER = r"^[+-]?\d{1,18}$"
_TRUE, _FALSE = ("true", "t", "1"), ("false", "f", "0")


def converted(
    array: pa.Array, column: Column, *, zone: str | None
) -> tuple[pa.Array, pa.BooleanArray | None]:
    """The column in the contract's type, and which cells could not be converted (now null).

    LoadError when a cell shows that the whole file is written another way.
    """
    target = ARROW_TYPES[column.kind]
    if pa.types.is_dictionary(array.type):
        if pa.types.is_string(target) and pa.types.is_string(array.type.value_type):
            return array, None  # the rules of text look at each distinct value once
        array = array.dictionary_decode()
    if column.kind is Kind.INSTANT:
        return _instants(array, column, zone)
    is_text = pa.types.is_string(array.type) or pa.types.is_large_string(array.type)
    if not is_text or pa.types.is_string(target):
        return array.cast(target), None
    return _FROM_TEXT[column.kind](array, column)


def _numbers(array: pa.Array, column: Column) -> tuple[pa.Array, None]:
    lowered = pc.utf8_lower(array)
    special = pc.match_substring_regex(lowered, _NOT_FINITE)
    plain = pc.or_(pc.match_substring_regex(array, _NUMBER), special)
    _refuse_foreign(array, plain, column, expected="a number such as 1234.56")
    return lowered.cast(pa.float64()), None


def _integers(array: pa.Array, column: Column) -> tuple[pa.Array, None]:
    _refuse_foreign(array, pc.match_substring_regex(array, _INTEGER), column, "a whole number")
    return pc.utf8_ltrim(array, "+").cast(pa.int64()), None


def _flags(array: pa.Array, column: Column) -> tuple[pa.Array, None]:
    lowered = pc.utf8_lower(array)
    is_true = pc.is_in(lowered, pa.array(_TRUE))
    known = pc.or_(is_true, pc.is_in(lowered, pa.array(_FALSE)))
    known = pc.or_(known, pc.is_null(array))
    _refuse_foreign(array, known, column, "true or false")
    return pc.if_else(pc.is_null(array), pa.scalar(None, pa.bool_()), is_true), None


def _refuse_foreign(
    array: pa.Array, understood: pa.BooleanArray, column: Column, expected: str
) -> None:
    """One cell of another dialect condemns the file: a mixture would be a guess per row."""
    strange = pc.filter(array, pc.invert(pc.fill_null(understood, True)))
    if len(strange) == 0:
        return
    value = strange[0].as_py()
    localised = pc.match_substring_regex(pa.array([value]), _LOCALISED)[0].as_py()
    raise LoadError(
        "DIALECT" if localised else "SCHEMA",
        f"column {column.name} has {value[:60]!r}: expected {expected}",
        column=column.name,
        value=value[:200],
    )


def _dates(array: pa.Array, _column: Column) -> tuple[pa.Array, pa.BooleanArray]:
    return _distinct(array, _iso_date, pa.date32())


def _iso_date(text: str) -> date:
    if len(text) != len("2025-01-02"):  # fromisoformat also takes week dates and 20250102
        raise ValueError(text)
    return date.fromisoformat(text)


def _instants(
    array: pa.Array, column: Column, zone: str | None
) -> tuple[pa.Array, pa.BooleanArray | None]:
    utc = ARROW_TYPES[Kind.INSTANT]
    if pa.types.is_timestamp(array.type):
        if array.type.tz is not None:
            return _to_microseconds(array, utc), None
        moments = _to_microseconds(array, pa.timestamp("us"))
        return _distinct(moments, lambda moment: _in_zone(moment, column, zone), utc)
    return _distinct(array, lambda text: _in_zone(datetime.fromisoformat(text), column, zone), utc)


def _to_microseconds(array: pa.Array, target: pa.DataType) -> pa.Array:
    """Nanoseconds are cut; ArrowInvalid where a moment lies outside what microseconds count."""
    return pc.cast(array, options=pc.CastOptions(target, allow_time_truncate=True))


def _in_zone(moment: datetime, column: Column, zone: str | None) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if zone is None:
        raise naive_timestamp(column.name)
    local = moment.replace(tzinfo=ZoneInfo(zone))
    # Both differ where the clock jumped over the moment and where it showed it twice.
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError("no moment, or two")
    return local.astimezone(UTC)


def _distinct(
    array: pa.Array, parse: Callable[..., date], target: pa.DataType
) -> tuple[pa.Array, pa.BooleanArray]:
    """Each distinct value parsed once; values that parse refuses become null and are marked."""
    encoded = array.dictionary_encode()
    parsed: list[date | None] = []
    for value in encoded.dictionary.to_pylist():
        try:
            parsed.append(parse(value))
        except (ValueError, OverflowError):
            parsed.append(None)
    values = pa.array(parsed, target).take(encoded.indices)
    return values, pc.and_(pc.is_valid(array), pc.is_null(values))


_FROM_TEXT: dict[Kind, Callable[[pa.Array, Column], tuple[pa.Array, pa.BooleanArray | None]]] = {
    Kind.NUMBER: _numbers,
    Kind.INTEGER: _integers,
    Kind.FLAG: _flags,
    Kind.DATE: _dates,
}
