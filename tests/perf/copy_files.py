"""A dataset's file as its peers need it: codes replaced by the database's ids."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from tests.perf.server import Connection

CODES = {
    "sku": ("item_id", "SELECT sku, item_id FROM core.dim_item"),
    "site_code": ("site_id", "SELECT code, site_id FROM core.dim_site"),
    "supplier_code": ("supplier_id", "SELECT code, supplier_id FROM core.dim_supplier"),
}


@dataclass(frozen=True)
class Ids:
    """Ids of the database by column and code."""

    by_code: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, connection: Connection) -> "Ids":
        return cls({c: dict(connection.execute(q).fetchall()) for c, (_, q) in CODES.items()})

    @property
    def digest(self) -> str:
        """Names these ids: a file made with others is of no use."""
        told = json.dumps(self.by_code, sort_keys=True).encode()
        return hashlib.sha256(told).hexdigest()[:8]


def write_csv(path: Path, source: Path, ids: Ids, columns: tuple[str, ...]) -> None:
    """The source's rows in its order without a header. columns: the table's, in the CSV's order."""
    options = pa_csv.WriteOptions(include_header=False)
    batches = _resolved(source, ids, columns)
    first = next(batches)
    with pa_csv.CSVWriter(path, first.schema, write_options=options) as writer:
        writer.write_batch(first)
        for batch in batches:
            writer.write_batch(batch)


def write_parquet(
    path: Path, source: Path, ids: Ids, columns: tuple[str, ...], *, rows: int
) -> None:
    """The source's first rows."""
    table = pa.Table.from_batches([next(_resolved(source, ids, columns, at_once=rows))])
    pq.write_table(table, path)


def _resolved(
    source: Path, ids: Ids, columns: tuple[str, ...], *, at_once: int = 250_000
) -> Iterator[pa.RecordBatch]:
    known = {
        CODES[code][0]: (code, pa.array(list(held)), pa.array(list(held.values()), pa.int32()))
        for code, held in ids.by_code.items()
    }
    for batch in pq.ParquetFile(source).iter_batches(at_once):
        arrays = []
        for column in columns:
            code, codes, values = known.get(column, (column, None, None))
            array = batch[code]
            arrays.append(array if codes is None else values.take(_at(array, codes)))
        yield pa.RecordBatch.from_arrays(arrays, list(columns))


def _at(array: pa.Array, codes: pa.Array) -> pa.Array:
    """Where in codes each value stands; null for a null."""
    encoded = array.dictionary_encode()
    return pc.index_in(encoded.dictionary, value_set=codes).take(encoded.indices)
