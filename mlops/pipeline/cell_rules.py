"""Rules of single cells: code, message, and which cells of a column break it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from mlops.contracts import ARROW_TYPES, NUMERIC_LIMIT, Column, Kind
from mlops.pipeline.codes import strange_codes
from mlops.pipeline.json_rules import json_fault

CLOCK_TOLERANCE = timedelta(hours=1)
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]"


def outside(array: pa.Array, first: date, last: date) -> pa.BooleanArray:
    kind = pa.date32()
    return pc.or_(pc.less(array, pa.scalar(first, kind)), pc.greater(array, pa.scalar(last, kind)))


def number_rules(column: Column, array: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
    if column.kind is Kind.NUMBER:
        yield "NAN", "is not a number", pc.is_nan(array)
        yield "INF", "is not finite", pc.is_inf(array)
        high = NUMERIC_LIMIT
    else:
        high = float(2**31 - 1)
    if column.low is not None and column.low >= 0:
        yield "NEGATIVE", "must not be negative", pc.less(array, 0)
    low = column.low if column.low is not None else -high
    high = column.high if column.high is not None else high
    code = "UNIT_RANGE" if column.is_share else "OUT_OF_RANGE"
    message = f"must lie in {low:g} to {high:g}" + (f" ({column.unit})" if column.unit else "")
    yield code, message, pc.or_(pc.less(array, low), pc.greater(array, high))


def instant_rules(array: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
    kind = ARROW_TYPES[Kind.INSTANT]
    first = pa.scalar(datetime(2000, 1, 1, tzinfo=UTC), kind)
    # A clock that runs ahead would make every later file look older than this one.
    latest = pa.scalar(datetime.now(UTC) + CLOCK_TOLERANCE, kind)
    broken = pc.or_(pc.less(array, first), pc.greater(array, latest))
    yield "DATE_RANGE", "lies before 2000 or after now", broken


def text_rules(column: Column, values: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
    limit = column.max_length
    yield (
        "TOO_LONG",
        f"has more than {limit} characters",
        pc.greater(pc.utf8_length(values), limit),
    )
    if not column.nullable:
        yield "NULL", "must not be blank", pc.equal(pc.utf8_trim_whitespace(values), "")
    if column.kind is Kind.CODE:
        for message, strange in strange_codes(values):
            yield "KEY_NOT_CANONICAL", message, strange
    else:
        yield (
            "CONTROL_CHARACTER",
            "has control characters",
            pc.match_substring_regex(values, _CONTROL),
        )
    if column.choices:
        known = pc.is_in(values, pa.array(sorted(column.choices)))
        message = f"must be one of {', '.join(sorted(column.choices))}"
        yield "ENUM", message, pc.invert(known)


def json_rules(column: Column, values: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
    found = [json_fault(text, column.max_length) for text in values.to_pylist()]
    for code in sorted({fault[0] for fault in found if fault}):
        message = next(fault[1] for fault in found if fault and fault[0] == code)
        mask = [fault is not None and fault[0] == code for fault in found]
        yield code, message, pa.array(mask, pa.bool_())
