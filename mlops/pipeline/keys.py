"""From codes in a file to rows of the dimensions, looked up in memory for whole batches."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from mlops.contracts import Dataset, Reference
from mlops.pipeline.arrays import no_flags
from mlops.pipeline.codes import fold
from mlops.pipeline.tally import SOURCE_ROW, Finding, Tally


@dataclass(frozen=True)
class Dimension:
    """Codes, ids and activity of one dimension, in one order."""

    codes: pa.Array
    ids: pa.Array
    active: pa.Array

    @cached_property
    def by_folded(self) -> dict[str, str]:
        """The codes by what is left of them when case and form go; wanted for unknown ones only."""
        return {fold(code): code for code in self.codes.to_pylist()}


class Resolver:
    """Replaces code columns by id columns; rows whose codes are unknown are rejected."""

    def __init__(self, cursor: Any, dataset: Dataset, tally: Tally) -> None:
        self.references = dataset.references
        self.key_optional = dataset.key_optional
        self.tally = tally
        self.dimensions = {r.table: _dimension(cursor, r) for r in dataset.references}
        self._found: dict[str, tuple[pa.Array, pa.Array]] = {}

    def resolve(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Rows whose references all exist; an empty optional code becomes a NULL id."""
        rejected = no_flags(batch.num_rows)
        found = batch
        for reference in self.references:
            named = next(
                (n for n in (reference.column, reference.surrogate) if n in batch.schema.names),
                None,
            )
            if named is None:
                if reference.id_column == self.key_optional:
                    empty = pa.nulls(batch.num_rows, pa.int64())
                    found = found.append_column(reference.id_column, empty)
                continue
            ids, findings = self._lookup(reference, named, batch[named])
            for finding in findings:
                self.tally.note(batch, batch[SOURCE_ROW], finding)
                rejected = pc.or_(rejected, finding.broken)
            at = found.schema.get_field_index(named)
            found = found.set_column(at, reference.id_column, ids)
        self.tally.rows_rejected += pc.sum(rejected).as_py() or 0
        return found.filter(pc.invert(rejected))

    def _lookup(
        self, reference: Reference, named: str, array: pa.Array
    ) -> tuple[pa.Array, list[Finding]]:
        dimension = self.dimensions[reference.table]
        by_id = named == reference.surrogate
        known = dimension.ids if by_id else dimension.codes
        if not pa.types.is_dictionary(array.type):
            array = array.cast(known.type).dictionary_encode()
        at = self._places(named, array.dictionary, known)
        ids = pc.take(dimension.ids, at).take(array.indices)
        active = pc.fill_null(pc.take(dimension.active, at), True)
        if not pc.all(active).as_py():
            inactive = pc.sum(pc.invert(active.take(array.indices))).as_py() or 0
            self.tally.warnings["INACTIVE"] += inactive
        if ids.null_count == array.null_count:
            return ids, []
        unknown = pc.and_(pc.is_valid(array), pc.is_null(ids))
        return ids, self._explain(reference, named, array.dictionary_decode(), unknown)

    def _places(self, named: str, codes: pa.Array, known: pa.Array) -> pa.Array:
        """Where each distinct code stands in its dimension; most batches repeat the last ones."""
        before, places = self._found.get(named, (None, None))
        if before is None or not before.equals(codes):
            places = pc.index_in(codes, value_set=known)
            self._found[named] = codes, places
        return places

    def _explain(
        self, reference: Reference, named: str, array: pa.Array, unknown: pa.BooleanArray
    ) -> list[Finding]:
        """One finding for codes that are almost a known one, one for the rest."""
        folded = self.dimensions[reference.table].by_folded
        codes = pc.unique(array.filter(unknown)).to_pylist()
        near = {code: folded[fold(str(code))] for code in codes if fold(str(code)) in folded}
        findings = []
        for code, suggestion in near.items():
            broken = pc.and_(unknown, pc.fill_null(pc.equal(array, code), False))
            message = f"is almost {suggestion!r}, which {reference.table} has"
            findings.append(Finding(named, "KEY_NOT_CANONICAL", message, broken))
        rest = [code for code in codes if code not in near]
        if rest:
            broken = pc.is_in(array, pa.array(rest, array.type))
            self.tally.unknown_keys.note(named, array.filter(broken))
            message = f"is not in {reference.table}"
            findings.append(Finding(named, "UNKNOWN_KEY", message, broken))
        return findings


def _dimension(cursor: Any, reference: Reference) -> Dimension:
    schema, _, table = reference.table.partition(".")
    cursor.execute(
        sql.SQL("SELECT {code}, {id}, {active} FROM {table} ORDER BY {id}").format(
            code=sql.Identifier(reference.code_column),
            id=sql.Identifier(reference.id_column),
            active=sql.Identifier("active") if reference.has_active else sql.SQL("TRUE"),
            table=sql.Identifier(schema, table),
        )
    )
    rows = cursor.fetchall()
    return Dimension(
        codes=pa.array([row[0] for row in rows], pa.string()),
        ids=pa.array([row[1] for row in rows], pa.int64()),
        active=pa.array([row[2] for row in rows], pa.bool_()),
    )
