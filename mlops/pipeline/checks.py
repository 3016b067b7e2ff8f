"""Checks of values on Arrow batches: each fault names row, column, value and rule."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mlops.contracts import ARROW_TYPES, NUMERIC_LIMIT, Column, Dataset, Kind, Span
from mlops.pipeline.arrays import flags, no_flags, of_numbers
from mlops.pipeline.codes import strange_codes
from mlops.pipeline.conversion import converted
from mlops.pipeline.gathering import faults, objects
from mlops.pipeline.json_rules import json_fault
from mlops.pipeline.unknown_keys import UnknownKeys

SOURCE_ROW = "source_row"
FLOAT_NOISE = 1e-7
LONGEST_VALUE = 200  # of a refused cell, which may hold megabytes
CLOCK_TOLERANCE = timedelta(hours=1)
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]"
_NOT_A_CENTURY = (date(1900, 1, 1), date(2200, 12, 31))
ANY_DAY = (date(2000, 1, 1), date(2100, 12, 31))  # core.business_date


@dataclass(frozen=True)
class Fault:
    """One broken rule; value is what the cell held, None when it was empty."""

    row: int
    column: str
    code: str
    value: str | None
    message: str


@dataclass(frozen=True)
class Finding:
    """The rows of one batch that break one rule of one column."""

    column: str
    code: str
    message: str
    broken: pa.BooleanArray


class _TextFault(NamedTuple):
    """A rule that some of a column's distinct values break."""

    code: str
    message: str
    values: pa.BooleanArray


@dataclass(frozen=True)
class Window:
    """Days that a file may name: inside the calendar; facts not after today."""

    first: date
    today: date
    last: date
    business_zone: str

    def of(self, span: Span) -> tuple[date, date]:
        """First and last day of the span."""
        match span:
            case Span.PAST:
                return self.first, self.today
            case Span.AHEAD:
                return self.first, self.last
            case Span.ANY:
                return ANY_DAY


@dataclass
class Tally:
    """What was seen so far; only the first faults are kept in words, all are counted."""

    rows_read: int = 0
    rows_rejected: int = 0
    faults: list[Fault] = field(default_factory=list)
    by_code: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    unknown_keys: UnknownKeys = field(default_factory=UnknownKeys)
    keep: int = 10_000

    def note(self, batch: pa.RecordBatch, rows: pa.Array, finding: Finding) -> None:
        at = np.flatnonzero(flags(finding.broken))
        if len(at) == 0:
            return
        self.by_code[finding.code] += len(at)
        room = max(0, self.keep - len(self.faults))
        for index in at[:room]:
            cell = _cell(batch[finding.column][int(index)])
            self.faults.append(
                Fault(
                    row=rows[int(index)].as_py(),
                    column=finding.column,
                    code=finding.code,
                    value=cell,
                    message=finding.message,
                )
            )


def _cell(scalar: pa.Scalar) -> str | None:
    """What a cell holds, for people; also where Python has no such date."""
    try:
        value = scalar.as_py()
    except (OverflowError, ValueError):
        value = scalar.cast(pa.string()).as_py()
    return None if value is None else str(value)[:LONGEST_VALUE]


class Checker:
    """Turns batches as read into batches that hold the contract, and tallies what does not."""

    def __init__(self, dataset: Dataset, window: Window, tally: Tally, zone: str | None) -> None:
        self.dataset = dataset
        self.window = window
        self.tally = tally
        self.zone = zone
        self._texts: dict[str, tuple[pa.Array, list[_TextFault]]] = {}

    def check(self, raw: pa.RecordBatch) -> pa.RecordBatch:
        """Rows without a fault, converted, with a source_row column counted from 1."""
        first = self.tally.rows_read + 1
        self.tally.rows_read += raw.num_rows
        rows = of_numbers(np.arange(first, first + raw.num_rows, dtype=np.int64))
        batch, findings = self._columns(raw)
        rejected = no_flags(raw.num_rows)
        for finding in findings:
            rejected = pc.or_(rejected, finding.broken)
        # A rule over several columns has nothing to say of a row with a bad cell.
        cells_fine = pc.invert(rejected)
        for finding in self._rules(batch):
            of_fine_rows = replace(finding, broken=pc.and_(finding.broken, cells_fine))
            findings.append(of_fine_rows)
            rejected = pc.or_(rejected, of_fine_rows.broken)
        for finding in findings:
            self.tally.note(raw if finding.column in raw.schema.names else batch, rows, finding)
        self.tally.rows_rejected += pc.sum(rejected).as_py() or 0
        return self._rounded(batch.append_column(SOURCE_ROW, rows).filter(pc.invert(rejected)))

    def _columns(self, raw: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Finding]]:
        names, arrays, findings = [], [], []
        gathered = self.dataset.gathered(raw.schema.names)
        for name in raw.schema.names:
            if name in gathered:
                continue
            column = self._contract_of(name)
            array, unparsed = converted(raw[name], column, zone=self.zone)
            findings += list(self._faults(column, array, unparsed))
            names.append(name)
            arrays.append(array)
        if gathered:
            findings += [Finding(*fault) for fault in faults(raw, gathered)]
            names.append(self.dataset.gathers or "")
            arrays.append(objects(raw, gathered))
        batch = pa.RecordBatch.from_arrays(arrays, names)
        for column in self.dataset.columns:
            if column.default_from and column.name not in names:
                batch = batch.append_column(
                    column.name, self._business_day(batch[column.default_from])
                )
        return batch, findings

    def _contract_of(self, name: str) -> Column:
        reference = self.dataset.reference_of(name)
        if reference and name == reference.surrogate:
            return Column(name, Kind.INTEGER, "id of the row it names", low=1, high=2**31 - 1)
        return self.dataset.column(name)

    def _faults(
        self, column: Column, array: pa.Array, unparsed: pa.BooleanArray | None
    ) -> Iterator[Finding]:
        """Findings of one column, at most one a cell: the first rule it breaks."""
        seen = no_flags(len(array))
        for code, message, broken in self._column_rules(column, array, unparsed):
            if broken.null_count:
                broken = pc.fill_null(broken, False)  # noqa: PLW2901 - NULL breaks only NOT NULL
            if pc.any(broken).as_py():
                yield Finding(column.name, code, message, pc.and_not(broken, seen))
                seen = pc.or_(seen, broken)

    def _column_rules(
        self, column: Column, array: pa.Array, unparsed: pa.BooleanArray | None
    ) -> Iterator[tuple[str, str, pa.BooleanArray]]:
        if unparsed is not None:
            yield "DATE_INVALID", f"is no {column.kind} that exists", unparsed
        if not column.nullable:
            yield "NULL", "must not be empty", pc.is_null(array)
        match column.kind:
            case Kind.NUMBER | Kind.INTEGER:
                yield from _number_rules(column, array)
            case Kind.DATE:
                yield from self._date_rules(column, array)
            case Kind.INSTANT:
                yield from _instant_rules(array)
            case Kind.TEXT | Kind.CODE | Kind.JSON:
                yield from self._distinct_rules(column, array)

    def _distinct_rules(
        self, column: Column, array: pa.Array
    ) -> Iterator[tuple[str, str, pa.BooleanArray]]:
        """Rules of text, worked out once for each distinct value; most batches repeat them all."""
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        values, known = self._texts.get(column.name, (None, []))
        if values is None or not values.equals(encoded.dictionary):
            rules = _json_rules if column.kind is Kind.JSON else _text_rules
            values = encoded.dictionary
            found = [_TextFault(*rule) for rule in rules(column, values)]
            known = [fault for fault in found if pc.any(fault.values).as_py()]
            self._texts[column.name] = values, known
        for fault in known:
            yield fault.code, fault.message, fault.values.take(encoded.indices)

    def _date_rules(
        self, column: Column, array: pa.Array
    ) -> Iterator[tuple[str, str, pa.BooleanArray]]:
        yield "DATE_INVALID", "is no plausible date", _outside(array, *_NOT_A_CENTURY)
        first, last = self.window.of(column.span)
        yield "DATE_RANGE", f"lies outside {first} to {last}", _outside(array, first, last)

    def _rules(self, batch: pa.RecordBatch) -> list[Finding]:
        return [
            Finding(rule.column, rule.code, rule.message, rule.broken(batch))
            for rule in self.dataset.rules
            if all(name in batch.schema.names for name in rule.needs)
        ]

    def _business_day(self, instants: pa.Array) -> pa.Array:
        local = instants.cast(pa.timestamp("us", tz=self.window.business_zone))
        return pc.local_timestamp(local).cast(pa.date32(), safe=False)

    def _rounded(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Numbers as the table will hold them, and how many lost more than float noise."""
        for index, field_ in enumerate(batch.schema):
            if not pa.types.is_floating(field_.type):
                continue
            rounded = pc.round(batch[index], self.dataset.column(field_.name).decimals)
            lost = pc.greater(pc.abs(pc.subtract(batch[index], rounded)), FLOAT_NOISE)
            vanished = pc.and_(pc.equal(rounded, 0), pc.not_equal(batch[index], 0))
            lost = pc.or_(lost, vanished)
            self.tally.warnings["ROUNDED"] += pc.sum(lost).as_py() or 0
            batch = batch.set_column(index, field_.name, rounded)
        return batch


def _outside(array: pa.Array, first: date, last: date) -> pa.BooleanArray:
    kind = pa.date32()
    return pc.or_(pc.less(array, pa.scalar(first, kind)), pc.greater(array, pa.scalar(last, kind)))


def _number_rules(column: Column, array: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
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


def _instant_rules(array: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
    kind = ARROW_TYPES[Kind.INSTANT]
    first = pa.scalar(datetime(2000, 1, 1, tzinfo=UTC), kind)
    # A clock that runs ahead would make every later file look older than this one.
    latest = pa.scalar(datetime.now(UTC) + CLOCK_TOLERANCE, kind)
    broken = pc.or_(pc.less(array, first), pc.greater(array, latest))
    yield "DATE_RANGE", "lies before 2000 or after now", broken


def _text_rules(column: Column, values: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
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


def _json_rules(column: Column, values: pa.Array) -> Iterator[tuple[str, str, pa.BooleanArray]]:
    found = [json_fault(text, column.max_length) for text in values.to_pylist()]
    for code in sorted({fault[0] for fault in found if fault}):
        message = next(fault[1] for fault in found if fault and fault[0] == code)
        mask = [fault is not None and fault[0] == code for fault in found]
        yield code, message, pa.array(mask, pa.bool_())
