"""From a path to Arrow batches: guards, manifest, and the child that reads."""

import json
import signal
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from zoneinfo import ZoneInfo

import pyarrow as pa

from mlops.backtest import Backtest
from mlops.pipeline.child import ask
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.reader.request import Request

MANIFEST_VERSION = 1
READER_GRACE_S = 10  # a reader whose stream broke must end by itself


@dataclass(frozen=True)
class Limits:
    """What a file may be: rows, folder it must lie in, memory of its reader."""

    max_rows: int
    memory_mb: int
    folder: Path | None = None
    ignore_columns: tuple[str, ...] = ()
    allow_empty: bool = False
    require_checksums: bool = False


@dataclass(frozen=True)
class Manifest:
    """What manifest.json beside a file says of it."""

    sha256: str | None = None
    rows: int | None = None
    timezone: str | None = None
    backtest: Backtest | None = None


@dataclass(frozen=True)
class Content:
    """What the reader found. rows: None for a CSV; unchecked_column: one without page checksums;
    ignored: columns of the file that nobody reads.
    """

    sha256: str
    form: str
    size: int
    rows: int | None
    schema_version: str | None
    ignored: tuple[str, ...] = ()
    unchecked_column: str | None = None
    constants: tuple[str, ...] = ()


def guard(path: Path, folder: Path | None) -> Path:
    """The file's real path. LoadError when it is missing, no regular file or outside folder."""
    try:
        real = path.resolve(strict=True)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        message = f"{str(path)[:300]} {'does not exist' if missing else error.strerror}"
        raise LoadError("NO_FILE", message, exit_code=Exit.NO_FILE) from None
    if folder is not None and not real.is_relative_to(folder.resolve()):
        raise LoadError(
            "OUTSIDE_LOAD_DIR",
            f"{path} leads outside LOAD_DIR ({folder})",
            exit_code=Exit.NOT_PERMITTED,
        )
    if not stat.S_ISREG(real.stat().st_mode):
        raise LoadError("NOT_A_FILE", f"{path} is not a regular file", exit_code=Exit.NOT_PERMITTED)
    return real


def manifest_of(path: Path) -> Manifest:
    """What manifest.json in the file's folder says of it; an empty Manifest when nothing does."""
    beside = path.parent / "manifest.json"
    if not beside.is_file():
        return Manifest()
    try:
        told = json.loads(beside.read_text(encoding="utf-8"))
        if told.get("version", MANIFEST_VERSION) != MANIFEST_VERSION:
            raise LoadError(
                "MANIFEST", f"{beside} is of version {told['version']}: known is {MANIFEST_VERSION}"
            )
        entries = [entry for entry in told["files"] if entry["name"] == path.name]
        if not entries:
            return Manifest()
        return _manifest(entries[0], told.get("timezone"))
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise LoadError("MANIFEST", f"{beside} cannot be read: {error!r}") from None


def _manifest(entry: Mapping[str, Any], zone: Any) -> Manifest:
    """What the entry says; ValueError or TypeError when it cannot be said."""
    sha256, rows, backtest = (entry.get(name) for name in ("sha256", "rows", "backtest"))
    return Manifest(
        sha256=None if sha256 is None else str(sha256).lower(),
        rows=None if rows is None else int(rows),
        timezone=None if zone is None else ZoneInfo(zone).key,
        backtest=None if backtest is None else Backtest.from_json(backtest),
    )


class Reading:
    """One file being read by a child process: its content first, then its batches.

    Use as a context manager; leaving it ends the child whatever happened.
    """

    def __init__(self, path: Path, dataset: str, limits: Limits, manifest: Manifest) -> None:
        request = Request(
            path=str(path),
            dataset=dataset,
            max_rows=limits.max_rows,
            ignore_columns=list(limits.ignore_columns),
            allow_empty=limits.allow_empty,
            sha256=manifest.sha256,
            require_checksums=limits.require_checksums,
            zone=manifest.timezone,
            memory_mb=limits.memory_mb,
        )
        self.path = path
        self.manifest = manifest
        self._child = ask(asdict(request))
        self._out = cast(BinaryIO, self._child.stdout)
        self._told = cast(BinaryIO, self._child.stderr)

    def __enter__(self) -> "Reading":
        line = self._out.readline()
        if not line:
            raise self._failure()
        self.content = Content(**json.loads(line))
        try:
            self._stream = pa.ipc.open_stream(self._out)
        except (pa.ArrowException, OSError):
            raise self._failure() from None
        return self

    @property
    def schema(self) -> pa.Schema:
        return self._stream.schema

    def __exit__(self, *_problem: object) -> None:
        self._child.kill()
        self._child.wait()
        self._out.close()
        self._told.close()

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in file order. LoadError when the reader refuses, fails or crashes."""
        try:
            yield from self._stream
        except (pa.ArrowException, OSError):
            raise self._failure() from None
        if self._child.wait() != 0:
            raise self._failure()

    def _failure(self) -> LoadError:
        try:
            self._child.wait(timeout=READER_GRACE_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
        told = self._told.read().decode(errors="replace").strip().rpartition("\n")[2]
        code = self._child.wait()
        if code < 0:
            name = signal.Signals(-code).name
            return LoadError("READER_CRASHED", f"the reader died of {name} on this file")
        try:
            refusal = json.loads(told)
        except ValueError:
            return LoadError("READER_FAILED", f"the reader gave up on this file: {told[:200]}")
        return LoadError(
            refusal["code"], refusal["message"], exit_code=Exit(code), **refusal["where"]
        )
