"""What a load found in its rows: faults by row, counts by code."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from mlops.pipeline.arrays import flags
from mlops.pipeline.errors import LoadError
from mlops.pipeline.unknown_keys import UnknownKeys

SOURCE_ROW = "source_row"
LONGEST_VALUE = 200  # of a refused cell, which may hold megabytes


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

    def refuse_beyond(self, max_rejects: int) -> None:
        """LoadError when more rows than that were rejected."""
        if self.rows_rejected <= max_rejects:
            return
        codes = ", ".join(f"{code} {count:,}" for code, count in self.by_code.most_common())
        first = self.faults[0]
        raise LoadError(
            "TOO_MANY_REJECTS",
            f"{self.rows_rejected:,} of {self.rows_read:,} rows rejected, {max_rejects:,} allowed"
            f" ({codes}); first: row {first.row}, {first.column} = {first.value!r} {first.message}"
            f"{self.unknown_keys.words()}",
            row=first.row,
            column=first.column,
            unknown_keys=self.unknown_keys.plain(),
        )


def _cell(scalar: pa.Scalar) -> str | None:
    """What a cell holds, for people; also where Python has no such date."""
    try:
        value = scalar.as_py()
    except (OverflowError, ValueError):
        value = scalar.cast(pa.string()).as_py()
    return None if value is None else str(value)[:LONGEST_VALUE]
