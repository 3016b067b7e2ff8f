"""Checks of values on Arrow batches: each fault names row, column, value and rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mlops.contracts import Column, Dataset, Kind, Span
from mlops.pipeline.arrays import no_flags, of_numbers
from mlops.pipeline.cell_rules import instant_rules, json_rules, number_rules, outside, text_rules
from mlops.pipeline.conversion import converted
from mlops.pipeline.gathering import faults, objects
from mlops.pipeline.tally import SOURCE_ROW, Finding, Tally

FLOAT_NOISE = 1e-7
_NOT_A_CENTURY = (date(1900, 1, 1), date(2200, 12, 31))
ANY_DAY = (date(2000, 1, 1), date(2100, 12, 31))  # core.business_date


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
                yield from number_rules(column, array)
            case Kind.DATE:
                yield from self._date_rules(column, array)
            case Kind.INSTANT:
                yield from instant_rules(array)
            case Kind.TEXT | Kind.CODE | Kind.JSON:
                yield from self._distinct_rules(column, array)

    def _distinct_rules(
        self, column: Column, array: pa.Array
    ) -> Iterator[tuple[str, str, pa.BooleanArray]]:
        """Rules of text, worked out once for each distinct value; most batches repeat them all."""
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        values, known = self._texts.get(column.name, (None, []))
        if values is None or not values.equals(encoded.dictionary):
            rules = json_rules if column.kind is Kind.JSON else text_rules
            values = encoded.dictionary
            found = [_TextFault(*rule) for rule in rules(column, values)]
            known = [fault for fault in found if pc.any(fault.values).as_py()]
            self._texts[column.name] = values, known
        for fault in known:
            yield fault.code, fault.message, fault.values.take(encoded.indices)

    def _date_rules(
        self, column: Column, array: pa.Array
    ) -> Iterator[tuple[str, str, pa.BooleanArray]]:
        yield "DATE_INVALID", "is no plausible date", outside(array, *_NOT_A_CENTURY)
        first, last = self.window.of(column.span)
        yield "DATE_RANGE", f"lies outside {first} to {last}", outside(array, first, last)

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
