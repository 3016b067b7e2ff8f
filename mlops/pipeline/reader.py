"""The child process that opens an untrusted file and streams it out as Arrow batches.

Started by files.py under a memory limit, so that a file that makes a reader fail, crash or swell
takes this process down and nothing else. Standard output: one line of JSON about the file, then an
Arrow stream. A refusal: one line of JSON on standard error and exit code 65.
"""

import csv
import json
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from mlops.contracts import Dataset, Kind
from mlops.datasets import DATASETS
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.parquet_pages import unchecked_column
from mlops.pipeline.scan import Scan, scan

BATCH_ROWS = 65_536
CSV_BLOCK = 1 << 22
MOST_COLUMNS = 1000
SCHEMA_VERSION = "nova.schema_version"


@dataclass(frozen=True)
class Request:
    """What the parent asks for. sha256: what a manifest promised; zone: of naive timestamps."""

    path: str
    dataset: str
    max_rows: int
    ignore_columns: list[str]
    allow_empty: bool
    sha256: str | None
    require_checksums: bool
    zone: str | None
    memory_mb: int


def main() -> int:
    request = Request(**json.loads(sys.argv[1]))
    limit = request.memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        with open(request.path, "rb") as handle:  # noqa: PTH123 - a file object is what is needed
            _serve(handle, request)
    except LoadError as error:
        return _tell(error)
    except OSError as error:
        return _tell(LoadError("READ_ERROR", f"{error.strerror}", exit_code=Exit.READ_ERROR))
    return 0


def _tell(error: LoadError) -> int:
    told = {"code": error.code, "message": error.message, "where": error.where}
    print(json.dumps(told), file=sys.stderr)
    return int(error.exit_code)


def _serve(handle: BinaryIO, request: Request) -> None:
    before = os.fstat(handle.fileno())
    found = scan(handle)
    if request.sha256 and request.sha256 != found.sha256:
        raise LoadError(
            "HASH_MISMATCH", f"the manifest promises {request.sha256}, the file has {found.sha256}"
        )
    dataset = DATASETS[request.dataset]
    if found.form == "parquet":
        about, schema, batches = _parquet(handle, dataset, request)
    else:
        about, schema, batches = _csv(handle, dataset, request)
    out = sys.stdout.buffer
    out.write(json.dumps({**asdict(found), **about}).encode() + b"\n")
    rows = 0
    with pa.ipc.new_stream(out, schema) as stream:
        for batch in batches:
            rows += batch.num_rows
            if rows > request.max_rows:
                raise _too_many(rows, request)
            stream.write_batch(batch)
        ensure_unchanged(handle, before, found)
        if rows == 0 and not request.allow_empty:
            raise LoadError("EMPTY_FILE", "the file has a header and no rows")


def ensure_unchanged(handle: BinaryIO, before: os.stat_result, found: Scan) -> None:
    """LoadError when the file was written to since `before` was taken."""
    after = os.fstat(handle.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or after.st_size != found.size:
        raise LoadError("CHANGED_DURING_READ", "the file was written to while it was read")


def _too_many(rows: int, request: Request) -> LoadError:
    return LoadError("TOO_MANY_ROWS", f"{rows:,} rows or more: at most {request.max_rows:,}")


# --- parquet ------------------------------------------------------------------------------------


def _parquet(
    handle: BinaryIO, dataset: Dataset, request: Request
) -> tuple[dict[str, Any], pa.Schema, Iterator[pa.RecordBatch]]:
    try:
        file = pq.ParquetFile(handle, page_checksum_verification=True, pre_buffer=False)
        schema = file.schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        raise LoadError("CORRUPT", f"not a whole parquet file ({_first_line(error)})") from None
    rows = file.metadata.num_rows
    if rows > request.max_rows:
        raise _too_many(rows, request)
    chosen = check_columns(schema.names, dataset, request.ignore_columns)
    for name in chosen:
        _check_type(dataset, schema.field(name), request.zone)
    about = {
        "rows": rows,
        "schema_version": _schema_version(schema, dataset),
        "unchecked_column": unchecked_column(file, handle),
    }
    if request.require_checksums and not request.sha256 and about["unchecked_column"]:
        raise LoadError(
            "NO_CHECKSUM",
            f"column {about['unchecked_column']} has no page checksums and no manifest.json vouches"
            " for the file: write it with write_page_checksum=True or add a manifest",
        )
    return about, pa.schema([schema.field(name) for name in chosen]), _row_groups(file, chosen)


def _row_groups(file: pq.ParquetFile, chosen: list[str]) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=BATCH_ROWS, columns=chosen, use_threads=False)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise LoadError("CORRUPT", f"a page cannot be read ({_first_line(error)})") from None


def _schema_version(schema: pa.Schema, dataset: Dataset) -> str | None:
    version = (schema.metadata or {}).get(SCHEMA_VERSION.encode())
    if version is None:
        return None
    told: str = version.decode(errors="replace")
    if told not in dataset.schema_versions:
        known = ", ".join(sorted(dataset.schema_versions))
        raise LoadError("SCHEMA_VERSION", f"schema version {told!r} is unknown: known are {known}")
    return told


def _check_type(dataset: Dataset, field: pa.Field, zone: str | None) -> None:
    reference = dataset.reference_of(field.name)
    by_id = reference is not None and field.name == reference.surrogate
    kind = Kind.INTEGER if by_id else dataset.column(field.name).kind
    found = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if kind is Kind.INSTANT and pa.types.is_timestamp(found) and found.tz is None:
        if zone is None:
            raise naive_timestamp(field.name)
        return
    if not _FITS[kind](found):
        raise LoadError(
            "SCHEMA",
            f"column {field.name} is {field.type}, expected {kind}: nothing is cast silently",
            column=field.name,
        )


def naive_timestamp(column: str) -> LoadError:
    return LoadError(
        "NAIVE_TIMESTAMP",
        f"column {column} has no time zone: write UTC, or name the zone in manifest.json"
        ' ("timezone")',
        column=column,
    )


def _is_text(found: pa.DataType) -> bool:
    return bool(pa.types.is_string(found) or pa.types.is_large_string(found))


def _is_number(found: pa.DataType) -> bool:
    return bool(
        pa.types.is_floating(found) or pa.types.is_integer(found) or pa.types.is_decimal(found)
    )


_FITS = {
    Kind.TEXT: _is_text,
    Kind.CODE: _is_text,
    Kind.JSON: _is_text,
    Kind.INTEGER: pa.types.is_integer,
    Kind.NUMBER: _is_number,
    Kind.DATE: pa.types.is_date32,
    Kind.INSTANT: pa.types.is_timestamp,
    Kind.FLAG: pa.types.is_boolean,
}


# --- CSV ----------------------------------------------------------------------------------------


def _csv(
    handle: BinaryIO, dataset: Dataset, request: Request
) -> tuple[dict[str, Any], pa.Schema, Iterator[pa.RecordBatch]]:
    header = _csv_header(handle, dataset)
    chosen = check_columns(header, dataset, request.ignore_columns)
    schema = pa.schema([(name, pa.string()) for name in chosen])
    has_rows = bool(handle.read(1))
    handle.seek(0)
    batches = _csv_batches(handle, header, chosen) if has_rows else iter(())
    return {"rows": None, "schema_version": None}, schema, batches


def _csv_header(handle: BinaryIO, dataset: Dataset) -> list[str]:
    line = handle.readline(1 << 20).decode("utf-8-sig").rstrip("\r\n")
    for delimiter, name in ((";", "semicolons"), ("\t", "tabs")):
        if delimiter in line and line.split(delimiter)[0].strip('"') in _names(dataset):
            raise LoadError(
                "DIALECT", f"the columns are parted by {name}: expected commas, and 1234.56"
            )
    header = next(csv.reader([line]), [])
    if len(header) > MOST_COLUMNS:
        raise LoadError("CSV_SYNTAX", f"line 1 has {len(header)} columns: at most {MOST_COLUMNS}")
    return header


def _csv_batches(
    handle: BinaryIO, header: list[str], chosen: list[str]
) -> Iterator[pa.RecordBatch]:
    try:
        stream = pa_csv.open_csv(
            handle,
            read_options=pa_csv.ReadOptions(
                block_size=CSV_BLOCK, use_threads=False, column_names=header, skip_rows=1
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(chosen, pa.string()),
                include_columns=chosen,
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )
        yield from stream
    except pa.ArrowInvalid as error:
        raise LoadError("CSV_SYNTAX", _first_line(error)) from None


# --- columns ------------------------------------------------------------------------------------


def _names(dataset: Dataset) -> list[str]:
    surrogates = [r.surrogate for r in dataset.references if r.surrogate]
    return [column.name for column in dataset.columns] + surrogates


def check_columns(found: list[str], dataset: Dataset, ignored: list[str]) -> list[str]:
    """The file's columns that the contract takes, in the file's order.

    LoadError SCHEMA when one is twice there, unknown and not ignored, or missing.
    """
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise LoadError("SCHEMA", f"columns named twice: {', '.join(twice)}")
    chosen = [name for name in found if name in _names(dataset)]
    _refuse_missing(chosen, found, dataset)
    extra = [name for name in found if name not in chosen and name not in ignored]
    if extra:
        raise LoadError(
            "SCHEMA",
            f"unknown columns: {', '.join(map(repr, extra))}; leave them out or name them in"
            " --ignore-columns",
        )
    return chosen


def _refuse_missing(chosen: list[str], found: list[str], dataset: Dataset) -> None:
    for column in dataset.columns:
        reference = dataset.reference_of(column.name)
        by_id = reference.surrogate if reference else None
        if column.name in chosen and by_id in chosen:
            raise LoadError("SCHEMA", f"give {column.name} or {by_id}, not both")
        if column.required and not {column.name, by_id} & set(chosen):
            wanted = f"{column.name} (or {by_id})" if by_id else column.name
            hint = _near(column.name, found)
            raise LoadError("SCHEMA", f"column {wanted} is missing{hint}", column=column.name)


def _near(wanted: str, found: list[str]) -> str:
    """A question that names the column the writer may have meant, empty when none is near."""
    by_lower = {name.lower(): name for name in found}
    near = get_close_matches(wanted.lower(), by_lower, n=1, cutoff=0.6)
    return f"; did you mean {by_lower[near[0]]!r}?" if near else ""


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:300]


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # Arrow's read-ahead threads may still run; there is nothing to tidy up
