"""What a dataset's file must look like: columns, keys and rules, as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc


class Kind(StrEnum):
    """What a column holds; its value is the name a person reads in a message."""

    TEXT = "text"
    CODE = "code"  # text that identifies: compared byte for byte, kept canonical
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    INSTANT = "timestamp with time zone"
    FLAG = "true/false"
    JSON = "JSON object"


ARROW_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.CODE: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
    Kind.FLAG: pa.bool_(),
    Kind.JSON: pa.string(),
}
SQL_TYPES: dict[Kind, str] = {
    Kind.TEXT: "TEXT",
    Kind.CODE: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "NUMERIC",
    Kind.DATE: "DATE",
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.FLAG: "BOOLEAN",
    Kind.JSON: "JSONB",
}

NUMERIC_LIMIT = 10.0**14 - 1  # NUMERIC(18, 4) holds 14 digits before the point
DECIMALS = 4
LONG_FORM = ("feature", "value")  # columns of a file that has a row for each feature
MOST_GATHERED, LONGEST_GATHERED = 1000, 200  # features of a row, and characters of a name


class Span(StrEnum):
    """Which days a date may name; PAST and AHEAD begin and end with the calendar."""

    PAST = "up to today"
    AHEAD = "up to 400 days ahead"
    ANY = "2000 to 2100"


@dataclass(frozen=True)
class Column:
    """One column of a file. low and high are inclusive; unit and meaning are for its readers.

    default_from names the timestamp whose business day stands in when the column is not there.
    example: values for the rows of an example file, in turn; plausible ones are made up where there
    are none.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    nullable: bool = False
    low: float | None = None
    high: float | None = None
    is_share: bool = False
    choices: frozenset[str] = frozenset()
    max_length: int = 2000
    decimals: int = DECIMALS
    unit: str = ""
    default_from: str | None = None
    span: Span = Span.PAST
    example: tuple[str | float, ...] = ()

    @property
    def is_text(self) -> bool:
        return self.kind in {Kind.TEXT, Kind.CODE}


@dataclass(frozen=True)
class Reference:
    """A dimension row that a file names by its code, or by its id where `surrogate` is given."""

    column: str
    table: str
    id_column: str
    code_column: str
    surrogate: str | None = None
    has_active: bool = False


@dataclass(frozen=True)
class Rule:
    """A check over several columns; broken(batch) marks the rows that break it."""

    code: str
    column: str
    message: str
    needs: tuple[str, ...]
    broken: Callable[[pa.RecordBatch], pa.BooleanArray]


class Publication(StrEnum):
    """How a dataset replaces what was there."""

    UPSERT = "upsert"  # rows are inserted or changed by their natural key
    RUN = "run"  # each file becomes a run of its own, and a pointer moves to it


@dataclass(frozen=True)
class Dataset:
    """One kind of file that can be loaded: the only place that knows it.

    target is the table it ends in; key the columns of its unique index, which say when two rows
    are the same; key_optional the one of them that may be NULL, which the index reads as 0;
    key_where the condition of an index over a part of the rows; dated the column that picks the
    monthly partition. row_id is the target's column that a load numbers, run_id * 2^32 + row of the
    file; records_run says that its rows name their run. gathers is the JSON column that takes in
    every column the contract does not name; measure the one whose total is told of a run.
    cadence_days: days from one delivery to the next; None where none is expected.
    """

    name: str
    title: str
    target: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    publication: Publication
    references: tuple[Reference, ...] = ()
    rules: tuple[Rule, ...] = ()
    key_optional: str | None = None
    key_where: str | None = None
    dated: str | None = None
    row_id: str | None = None
    records_run: bool = False
    gathers: str | None = None
    measure: str | None = None
    touch_updated_at: bool = False
    views: tuple[str, ...] = ()
    max_rejects: int = 0
    cadence_days: int | None = None
    schema_versions: frozenset[str] = frozenset({"1.0"})

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the contract has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def gathered(self, names: Sequence[str]) -> list[str]:
        """The columns of a file that go into the JSON column; none where nothing is gathered."""
        if self.gathers is None:
            return []
        known = {column.name for column in self.columns}
        known |= {reference.surrogate for reference in self.references if reference.surrogate}
        return [name for name in names if name not in known]

    def is_long(self, names: Sequence[str]) -> bool:
        """Whether a file of these columns has a row for each feature."""
        return tuple(sorted(self.gathered(names))) == LONG_FORM

    def reference_of(self, column: str) -> Reference | None:
        return next((r for r in self.references if column in (r.column, r.surrogate)), None)


def above(high: str, low: str) -> Callable[[pa.RecordBatch], pa.BooleanArray]:
    """Rows where column low exceeds column high; unknown (False) where either is missing."""

    def broken(batch: pa.RecordBatch) -> pa.BooleanArray:
        return pc.fill_null(pc.greater(batch[low], batch[high]), False)

    return broken


def only_one(one: str, other: str) -> Callable[[pa.RecordBatch], pa.BooleanArray]:
    """Rows where exactly one of the two columns is empty."""

    def broken(batch: pa.RecordBatch) -> pa.BooleanArray:
        return pc.xor(pc.is_null(batch[one]), pc.is_null(batch[other]))

    return broken


def not_after(later: str, earlier: str) -> Callable[[pa.RecordBatch], pa.BooleanArray]:
    """Rows where date column later is on or before date column earlier."""

    def broken(batch: pa.RecordBatch) -> pa.BooleanArray:
        return pc.fill_null(pc.less_equal(batch[later], batch[earlier]), False)

    return broken


def day_after_moment(day: str, moment: str) -> Callable[[pa.RecordBatch], pa.BooleanArray]:
    """Rows where date column day lies after the UTC day of timestamp column moment."""

    def broken(batch: pa.RecordBatch) -> pa.BooleanArray:
        utc_day = pc.local_timestamp(batch[moment]).cast(pa.date32(), safe=False)
        return pc.fill_null(pc.greater(batch[day], utc_day), False)

    return broken
