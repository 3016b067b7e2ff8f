"""Files that would take memory, time or the reading process with them: refused, the host lives."""

import hashlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mlops.dataset_entries.outputs import FORECASTS
from mlops.pipeline.child import LEAN, PROJECT, READER
from mlops.pipeline.errors import LoadError
from mlops.pipeline.reader.parquet_file import open_parquet
from mlops.pipeline.reader.request import Request
from mlops.pipeline.reader.scan import scan
from mlops.pipeline.request import Options, Source
from mlops.pipeline.run import load
from tests.databases import start_command
from tests.mlops.pipeline import bad_files as bad
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, SCHEMA, forecast_rows, write_parquet
from tests.mlops.pipeline.parquet_bytes import forge_page_size
from tests.mlops.pipeline.published import fingerprint

Load = Callable[..., Outcome]
READER_MB = 1024
LITTLE_MB = 400  # of addresses; the libraries alone take 310
BOMB_ROWS = 50_000_000


class Ended(NamedTuple):
    """How a reader ended: exit status, what it refused and its time."""

    status: int
    told: str
    seconds: float


def request_of(path: Path, memory_mb: int = READER_MB) -> Request:
    return Request(
        path=str(path),
        dataset="forecasts",
        max_rows=20_000_000,
        ignore_columns=[],
        allow_empty=False,
        sha256=None,
        require_checksums=True,
        zone=None,
        memory_mb=memory_mb,
    )


def read_in_a_child(path: Path, *, memory_mb: int = READER_MB) -> Ended:
    """The loader's own reader on a file, under a limit of its memory, its output thrown away."""
    started = time.monotonic()
    child = subprocess.run(
        READER,
        input=json.dumps(asdict(request_of(path, memory_mb))),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env={**os.environ, **LEAN},
        check=False,
    )
    return Ended(child.returncode, child.stderr, time.monotonic() - started)


def dictionary_bomb(path: Path) -> Path:
    """50 million rows in a few megabytes: sixteen long texts, named again and again."""
    texts = pa.array([f"{number:x}" * 1000 for number in range(16)])
    places = pa.array(range(16), pa.int8()).take(pa.array([0, 3, 5, 9] * 250_000))
    block = pa.table({"sku": pa.DictionaryArray.from_arrays(places, texts)})
    with pq.ParquetWriter(path, block.schema, write_page_checksum=True) as writer:
        for _ in range(BOMB_ROWS // len(block)):
            writer.write_table(block)
    return path


def test_a_dictionary_bomb_is_refused_by_its_footer(tmp_path: Path) -> None:
    path = dictionary_bomb(tmp_path / "f.parquet")

    ended = read_in_a_child(path, memory_mb=LITTLE_MB)

    assert path.stat().st_size < 20 << 20
    assert (ended.status, json.loads(ended.told)["code"]) == (65, "TOO_MANY_ROWS")
    assert "50,000,000 rows" in ended.told
    assert ended.seconds < 5


def test_a_page_that_promises_two_gigabytes_ends_the_reader_alone(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "f.parquet", use_dictionary=False)

    ended = read_in_a_child(forge_page_size(path, 2**31 - 1))

    assert ended.status == 1
    assert "malloc of size 2147483648 failed" in ended.told


@pytest.mark.usefixtures("company")
def test_a_reader_that_runs_out_of_memory_refuses_the_file(
    load_forecasts: Load, tmp_path: Path
) -> None:
    load_forecasts(write_parquet(tmp_path / "good.parquet"))
    before = fingerprint()
    path = write_parquet(tmp_path / "f.parquet", use_dictionary=False)

    outcome = load_forecasts(forge_page_size(path, 2**31 - 1))

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "READER_FAILED")
    assert "malloc" in outcome.err
    assert fingerprint() == before


@pytest.mark.usefixtures("company")
def test_a_text_of_a_megabyte_on_every_row_swells_neither_reader_nor_loader(
    tmp_path: Path,
) -> None:
    """3,000 times one text: a few kilobytes in the file, 3 GB in full."""
    rows = [{**forecast_rows()[0], "model_tag": "x"}] * 3000
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    text = pa.array(["x" * 1_000_000])
    repeated = pa.DictionaryArray.from_arrays(pa.array([0] * len(rows), pa.int32()), text)
    path = tmp_path / "f.parquet"
    at = SCHEMA.get_field_index("model_tag")
    pq.write_table(table.set_column(at, "model_tag", repeated), path, write_page_checksum=True)

    loader = start_command("load_forecasts", path)
    assert loader.stderr is not None
    said = loader.stderr.read()
    _, status, usage = os.wait4(loader.pid, 0)
    loader.returncode = os.waitstatus_to_exitcode(status)

    assert path.stat().st_size < 2 << 20
    assert loader.returncode == 65
    assert said.partition(":")[0] in {"READER_FAILED", "TOO_MANY_REJECTS"}
    assert usage.ru_maxrss < 1 << 20  # KiB, of the loader and of its reader


def test_a_line_of_a_hundred_megabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    with path.open("wb") as handle:
        handle.write(bad.csv_text().encode())
        for _ in range(100):
            handle.write(b"x" * (1 << 20))

    ended = read_in_a_child(path, memory_mb=LITTLE_MB)

    refusal = json.loads(ended.told)
    assert (ended.status, refusal["code"], refusal["where"]) == (65, "CSV_SYNTAX", {"line": 22})


def open_as_the_reader_does(path: Path) -> None:
    with path.open("rb") as handle:
        scan(handle)
        open_parquet(handle, FORECASTS, request_of(path))


def test_every_truncation_of_a_file_is_corrupt(tmp_path: Path) -> None:
    content = write_parquet(tmp_path / "whole.parquet").read_bytes()
    path = tmp_path / "f.parquet"

    for length in range(1, len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(LoadError) as refused:
            open_as_the_reader_does(path)
        assert refused.value.code == "CORRUPT", length

    assert len(content) > 3000


def children() -> list[int]:
    """Processes that this one has started and not yet waited for."""
    tasks = Path("/proc/self/task").iterdir()
    return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]


FAR_TOO_LONG = 150_000  # rows: more than the pipe holds, so that the reader is not done before


def load_and_strike(path: Path, strike: Callable[[], None]) -> LoadError:
    """The refusal of a load during which something happens after the first rows."""
    struck: list[bool] = []

    def progress(_step: str, done: int, _total: int | None) -> None:
        if done and not struck:
            struck.append(True)
            strike()

    with pytest.raises(LoadError) as refused:
        load([Source("forecasts", path)], Options(approve=True), progress=progress)
    assert struck
    return refused.value


@pytest.fixture
def long_file(company: None, load_forecasts: Load, tmp_path: Path) -> Path:
    """A file of many rows, after a short one was published."""
    load_forecasts(write_parquet(tmp_path / "good.parquet"))
    rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=1))
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    many = pa.concat_tables([table] * (FAR_TOO_LONG // len(rows)))
    path = tmp_path / "long.parquet"
    pq.write_table(many, path, write_page_checksum=True, row_group_size=40_000)
    return path


SIGNALS = [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGKILL]


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_reader_that_dies_of_a_signal_refuses_the_file(
    long_file: Path, number: signal.Signals
) -> None:
    before = fingerprint()

    def kill() -> None:
        (reader,) = children()
        os.kill(reader, number)

    refused = load_and_strike(long_file, kill)

    assert (refused.exit_code, refused.code) == (65, "READER_CRASHED")
    assert number.name in refused.message
    assert fingerprint() == before


def grow(path: Path) -> None:
    with path.open("ab") as handle:
        handle.write(b"more")


def overwrite_with_the_old_times(path: Path) -> None:
    """Other bytes, and size and time of writing as before: only the time of change tells."""
    times = path.stat()
    with path.open("r+b") as handle:
        handle.seek(100)
        handle.write(b"other")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def cut_short(path: Path) -> None:
    os.truncate(path, 5_000)


CHANGES = [
    (grow, {"CHANGED_DURING_READ"}),
    (overwrite_with_the_old_times, {"CHANGED_DURING_READ", "CORRUPT"}),
    (cut_short, {"CHANGED_DURING_READ", "CORRUPT"}),
]


@pytest.mark.parametrize(("change", "codes"), CHANGES)
def test_a_file_that_changes_while_it_is_read_is_refused(
    long_file: Path, change: Callable[[Path], None], codes: set[str]
) -> None:
    before = fingerprint()

    refused = load_and_strike(long_file, lambda: change(long_file))

    assert (refused.exit_code, refused.code in codes) == (65, True), refused
    assert fingerprint() == before


def test_a_file_that_is_replaced_while_it_is_read_is_loaded_as_it_was(long_file: Path) -> None:
    """A writer that renames takes nothing away from who has the old file open."""
    sha256 = hashlib.sha256(long_file.read_bytes()).hexdigest()
    other = long_file.with_name("other.parquet")
    other.write_bytes(b"something else")

    def progress(_step: str, done: int, _total: int | None) -> None:
        if done and other.exists():
            other.rename(long_file)

    [result] = load([Source("forecasts", long_file)], Options(approve=True), progress=progress)

    assert (result.status, result.sha256) == ("PUBLISHED", sha256)
