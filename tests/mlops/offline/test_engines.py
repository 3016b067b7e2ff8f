"""Whoever works on the shards, and however many there are, the file is the same."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from mlops.offline import history as histories
from mlops.offline.__main__ import main
from mlops.offline.engines import open_engine
from tests.mlops.offline.worlds import Row, write_unit

AS_OF = date(2026, 6, 10)
PAIRS, PAIRS_AT_ONCE = 24, 5
SHARDS = 5  # 24 pairs, 5 at a time
STAMP = "2026-06-11T03:00:00+00:00"


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of Poisson demand, enough for the boosted model to learn from."""
    rng = np.random.default_rng(5)
    means = rng.lognormal(0.5, 0.8, PAIRS)
    units = rng.poisson(means, (730, PAIRS))
    rows: list[Row] = [
        (f"SKU-{pair:02d}", "S1", AS_OF - timedelta(days=back), float(units[back, pair]), 0.0)
        for back, pair in np.argwhere(units).tolist()
    ]
    return write_unit(tmp_path_factory.mktemp("unit"), rows)


@pytest.fixture(autouse=True)
def several_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histories, "SHARD_CELLS", PAIRS_AT_ONCE * histories.WINDOW_DAYS)


def forecasts(unit: Path, out: Path, *more: str) -> bytes:
    fixed = ["--quiet", "--computed-at", STAMP, "--horizons", "7,30"]
    assert main(["forecast", "--source", str(unit), "--out", str(out), *fixed, *more]) == 0
    return (out / "forecasts.parquet").read_bytes()


def test_several_processes_write_the_file_that_one_writes(unit: Path, tmp_path: Path) -> None:
    alone = forecasts(unit, tmp_path / "alone")
    assert pq.ParquetFile(tmp_path / "alone/forecasts.parquet").metadata.num_row_groups == SHARDS
    assert forecasts(unit, tmp_path / "two", "--jobs", "2") == alone


def test_pieces_come_back_in_their_order_and_few_at_a_time() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for piece in range(9):
            taken.append(piece)
            yield piece

    with open_engine("local", jobs=2) as engine:
        done = engine.in_order(str, pieces())
        assert next(done) == (0, "0")
        assert len(taken) <= 3  # two at work and one that waits
        assert list(done) == [(piece, str(piece)) for piece in range(1, 9)]


def test_a_cluster_is_asked_for_by_its_address(
    unit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", "--source", str(unit), "--out", str(tmp_path), "--engine", "dask"])
    assert ended.value.code == 2
    assert "--scheduler" in capsys.readouterr().err


@contextmanager
def cluster_of_two() -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of its own."""
    started = (
        "from distributed import LocalCluster\n"
        "import sys\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as c:\n"
        "        print(c.scheduler_address, flush=True)\n"
        "        sys.stdin.read()\n"
    )
    script = [sys.executable, "-c", started]
    with subprocess.Popen(
        script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


@pytest.mark.extras
@pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="distributed is not installed: see requirements/offline-dask.in",
)
def test_a_cluster_writes_the_file_that_one_process_writes(unit: Path, tmp_path: Path) -> None:
    alone = forecasts(unit, tmp_path / "alone")
    with cluster_of_two() as address:
        found = forecasts(unit, tmp_path / "two", "--engine", "dask", "--scheduler", address)
    assert found == alone
