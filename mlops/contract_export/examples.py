"""Rows that hold a contract, made of the contract alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from mlops.contracts import ARROW_TYPES, Column, Dataset, Kind, Reference, Span
from mlops.datasets import DATASETS

ROWS = 3

Codes = Mapping[str, Sequence[str]]
"""Codes to name the rows of each dimension by, by its table."""


@dataclass(frozen=True)
class Clock:
    """The business day on which the rows are made, and the moment."""

    today: date
    now: datetime


def placeholder_codes() -> Codes:
    """The codes that the example rows of the dimensions have."""
    return {
        dataset.target: [_code(dataset, number) for number in _numbers()]
        for dataset in DATASETS.values()
    }


def example_table(dataset: Dataset, codes: Codes, clock: Clock) -> pa.Table:
    """ROWS rows with every column filled, each of its contract's type, no key twice."""
    columns = {
        column.name: pa.array(
            [_cell(dataset, column, number, codes, clock) for number in _numbers()],
            ARROW_TYPES[column.kind],
        )
        for column in dataset.columns
    }
    return pa.table(columns)


def _numbers() -> range:
    return range(1, ROWS + 1)


def _code(dataset: Dataset, number: int) -> str:
    return f"EXAMPLE-{dataset.name.upper()}-{number}"


def _cell(dataset: Dataset, column: Column, number: int, codes: Codes, clock: Clock) -> Any:
    listed = _listed(dataset, column, codes)
    if listed:
        return _turn(listed, number)
    match column.kind:
        case Kind.CODE:
            return _code(dataset, number)
        case Kind.DATE:
            return _day(column, number, clock.today)
        case Kind.INSTANT:
            return clock.now.astimezone(UTC).replace(microsecond=0)
        case Kind.INTEGER | Kind.NUMBER:
            return _number(column, number)
        case _:
            return _word(column, number)


def _listed(dataset: Dataset, column: Column, codes: Codes) -> Sequence[Any]:
    """Values that the contract itself or a dimension offers; none for most columns."""
    if column.example:
        return column.example
    reference: Reference | None = dataset.reference_of(column.name)
    return codes[reference.table] if reference else sorted(column.choices)


def _turn(values: Sequence[Any], number: int) -> Any:
    return values[(number - 1) % len(values)]


def _day(column: Column, number: int, today: date) -> date:
    """A day of its own for each row, ahead or past; what defaults to a day is that of all rows."""
    if column.default_from:
        return today - timedelta(days=1)
    return today + timedelta(days=number if column.span is Span.AHEAD else number - ROWS - 1)


def _number(column: Column, number: int) -> float:
    """The same small number in every column, so that no order between columns is broken."""
    low = column.low if column.low is not None else 0
    high = column.high if column.high is not None else low + ROWS
    return (
        low + (high - low) * number / (ROWS + 1) if column.is_share else max(low, min(number, high))
    )


def _word(column: Column, number: int) -> str | bool:
    match column.kind:
        case Kind.FLAG:
            return True
        case Kind.JSON:
            return f'{{"example": {number}}}'
        case _:
            return f"example {column.name.replace('_', ' ')}"[: column.max_length]
