"""A file's batches made ready for their table: checked, references resolved, numbered."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from mlops.pipeline.checks import Checker
from mlops.pipeline.constants import Constants
from mlops.pipeline.figures import Figures
from mlops.pipeline.keys import Resolver
from mlops.pipeline.staging import ROW_BITS
from mlops.pipeline.tally import SOURCE_ROW


class Rows:
    """Prepares the batches of one file; its figures and constants grow with each."""

    def __init__(self, cursor: Any, run_id: int, checker: Checker) -> None:
        self.run_id = run_id
        self.checker = checker
        self.resolver = Resolver(cursor, checker.dataset, checker.tally)
        self.figures = Figures(checker.dataset)
        self.constants = Constants()

    def prepare(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Rows that hold the contract, their references resolved, numbered for the target."""
        ready = self.resolver.resolve(self.checker.check(batch))
        self.figures.add(ready)
        self.constants.see(ready)
        row_id = self.checker.dataset.row_id
        if row_id is None:
            return ready
        at = ready.schema.get_field_index(SOURCE_ROW)
        numbered = pc.add(ready.column(at), pa.scalar(self.run_id << ROW_BITS, pa.int64()))
        return ready.set_column(at, row_id, numbered)

    def columns(self, schema: pa.Schema) -> list[str]:
        """Columns that a batch of this file will have, from one without rows."""
        return list(self.prepare(pa.RecordBatch.from_pylist([], schema=schema)).schema.names)
