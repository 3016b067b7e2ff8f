"""Schemas and example files on disk."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from django.db import DatabaseError, connection
from django.utils import timezone
from psycopg import sql

from mlops.contract_export.examples import ROWS, Clock, Codes, example_table, placeholder_codes
from mlops.contract_export.schema import row_schema
from mlops.contracts import Dataset, Reference
from mlops.datasets import DATASETS

SCHEMA_VERSION = "nova.schema_version"
PLACEHOLDERS = (
    "its codes are placeholders, since the database has none: load_all takes them together with"
    " the example dimensions of --out"
)
SUFFIXES = (".parquet", ".csv")


def write_example(dataset: Dataset, path: Path) -> str:
    """What was written: rows that name codes of the database, or placeholders where it has none.

    ValueError for a path that is neither parquet nor CSV.
    """
    if path.suffix not in SUFFIXES:
        raise ValueError(f"{path} must end in {' or '.join(SUFFIXES)}")
    known = known_codes(dataset)
    table = example_table(dataset, known or placeholder_codes(), _clock())
    if path.suffix == ".csv":
        pa_csv.write_csv(table, path)
    else:
        _write_parquet(dataset, table, path)
    return str(path) if known is not None else f"{path}: {PLACEHOLDERS}"


def write_all(folder: Path) -> list[Path]:
    """A schema and an example file of each dataset, and the manifest that makes them a unit.

    FileExistsError for a folder with anything in it: it may be somebody's export.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    clock, codes = _clock(), placeholder_codes()
    files = []
    for dataset in DATASETS.values():
        schema = folder / f"{dataset.name}.schema.json"
        schema.write_text(_as_json(row_schema(dataset)), encoding="utf-8")
        example = folder / f"{dataset.name}.parquet"
        _write_parquet(dataset, example_table(dataset, codes, clock), example)
        files += [schema, example]
    manifest = folder / "manifest.json"
    manifest.write_text(_as_json(_manifest(folder, clock.now)), encoding="utf-8")
    return [*files, manifest]


def known_codes(dataset: Dataset) -> Codes | None:
    """Codes of rows in use for each dimension the dataset names; None where one has none."""
    if not dataset.references:
        return {}
    try:
        with connection.cursor() as cursor:
            found = {r.table: _known(cursor, r) for r in dataset.references}
    except DatabaseError:
        return None
    return found if all(found.values()) else None


def _known(cursor: Any, reference: Reference) -> list[str]:
    in_use = sql.Identifier("active") if reference.has_active else sql.SQL("TRUE")
    cursor.execute(
        sql.SQL("SELECT {code} FROM {table} WHERE {in_use} ORDER BY {id} LIMIT {limit}").format(
            code=sql.Identifier(reference.code_column),
            table=sql.Identifier(*reference.table.split(".")),
            in_use=in_use,
            id=sql.Identifier(reference.id_column),
            limit=sql.Literal(ROWS),
        )
    )
    return [code for (code,) in cursor.fetchall()]


def _clock() -> Clock:
    return Clock(today=timezone.localdate(), now=timezone.now())


def _write_parquet(dataset: Dataset, table: pa.Table, path: Path) -> None:
    told = table.replace_schema_metadata({SCHEMA_VERSION: max(dataset.schema_versions)})
    pq.write_table(told, path, write_page_checksum=True)


def _manifest(folder: Path, now: datetime) -> dict[str, Any]:
    return {
        "version": 1,
        "source": "manage.py contracts",
        "written_at": now.isoformat(timespec="seconds"),
        "files": [
            {
                "name": f"{name}.parquet",
                "dataset": name,
                "rows": ROWS,
                "sha256": hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest(),
            }
            for name in DATASETS
        ],
    }


def _as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
