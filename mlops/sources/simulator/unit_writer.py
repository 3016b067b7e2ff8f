"""Writes a unit: parquet files with page checksums and the manifest that names them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from mlops.sources.simulator.schemas import DATASETS

MANIFEST_VERSION: Final = 1
ROW_GROUP_ROWS: Final = 256_000


class UnitWriter:
    """A unit being written. Its manifest appears last, so a unit with one is complete."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._directory.mkdir(parents=True, exist_ok=True)
        self._manifest_path.unlink(missing_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    @property
    def _manifest_path(self) -> Path:
        return self._directory / "manifest.json"

    def append(self, dataset: str, columns: Mapping[str, Any]) -> None:
        """Adds rows to the dataset's file. columns: one array per column of its schema."""
        schema = DATASETS[dataset]
        arrays = [pa.array(columns[field.name], type=field.type) for field in schema]
        table = pa.Table.from_arrays(arrays, schema=schema)
        if dataset not in self._writers:
            self._writers[dataset] = pq.ParquetWriter(
                self._directory / f"{dataset}.parquet",
                schema,
                compression="zstd",
                write_page_checksum=True,
            )
            self._rows[dataset] = 0
        self._writers[dataset].write_table(table, row_group_size=ROW_GROUP_ROWS)
        self._rows[dataset] += table.num_rows

    def finish(self, *, as_of: date, parameters: Mapping[str, int | str]) -> None:
        """Closes the files and puts the manifest in place by a rename."""
        for writer in self._writers.values():
            writer.close()
        manifest = {
            "version": MANIFEST_VERSION,
            "source": "simulator",
            "as_of": as_of.isoformat(),
            "parameters": dict(parameters),
            "files": [self._entry(dataset) for dataset in DATASETS],
        }
        unfinished = self._manifest_path.with_suffix(".json.part")
        unfinished.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        unfinished.replace(self._manifest_path)

    def _entry(self, dataset: str) -> dict[str, str | int]:
        path = self._directory / f"{dataset}.parquet"
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return {
            "name": path.name,
            "dataset": dataset,
            "rows": self._rows[dataset],
            "sha256": digest,
        }
