"""Columns that have one value in a whole file, as the file says itself and as its rows show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from mlops.contracts import Dataset, Publication
from mlops.pipeline.errors import LoadError


@dataclass
class Constants:
    """What the file promises to be the same on every row, and the value seen."""

    names: frozenset[str] = frozenset()
    values: dict[str, Any] = field(default_factory=dict)

    def see(self, batch: pa.RecordBatch) -> None:
        """LoadError CORRUPT when a row has another value than the rows before."""
        if batch.num_rows == 0:
            return
        for name in self.names:
            value = batch[name][0].as_py()
            known = self.values.setdefault(name, value)
            if known != value or not _is_one(batch[name]):
                message = f"column {name} has one value by its statistics, and others in its rows"
                raise LoadError("CORRUPT", message, column=name)


def constants_of(dataset: Dataset, promised: Iterable[str], names: Iterable[str]) -> Constants:
    """The promised columns of a run that are no part of its key, and those derived from them."""
    if dataset.publication is not Publication.RUN:
        return Constants()
    known = set(promised)
    known |= {c.name for c in dataset.columns if c.default_from in known and c.name not in names}
    plain = {column.name for column in dataset.columns} - set(dataset.key)
    plain -= {reference.column for reference in dataset.references}
    return Constants(frozenset(known & plain))


def _is_one(array: pa.Array) -> bool:
    if array.null_count:
        return False
    if pa.types.is_dictionary(array.type):
        array = array.indices if len(array.dictionary) > 1 else array.indices.slice(0, 1)
    found = pc.min_max(array)
    return bool(found["min"].equals(found["max"]))
