"""What the parent asks of the reader, and what a form of file answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa

from mlops.pipeline.errors import LoadError


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


class Opened(NamedTuple):
    """A file ready to be streamed: what is known of it, its columns, its rows."""

    about: dict[str, Any]
    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]


def too_many(rows: int, request: Request) -> LoadError:
    return LoadError("TOO_MANY_ROWS", f"{rows:,} rows or more: at most {request.max_rows:,}")


def first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:300]
