"""What readers notice while runs are published: waits, mixed answers, empty answers."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from nova.roles import API
from nova.settings.env import BASE_DIR
from tests.perf.bench import Bench
from tests.perf.loads import Load
from tests.perf.reader_figures import Window, added_wait, wrong_answers
from tests.perf.reader_process import READERS, Answer
from tests.perf.report import Row
from tests.perf.server import Connection, Server
from tests.perf.watcher import Watcher

PAIRS = 2_000
LOOK_EVERY_S = 0.01
WINDOW_MARGIN_S = 0.1  # the moment of publication is seen this much late, at most


class ReaderError(RuntimeError):
    """A reader got an error in place of an answer."""


@dataclass
class Readings:
    """What the readers' process told when it ended."""

    answers: list[Answer] = field(default_factory=list)


def readers(bench: Bench) -> list[Row]:
    """Two models published in turns while readers ask for random item-sites.

    Retired runs stay: dropping a partition locks readers out, and would be blamed on publishing.
    """
    bench.server.fresh()
    files = [bench.forecasts(bench.sizes.readers, model) for model in ("a", "b")]
    rows = int(bench.load("forecasts", files[0]).result["rows_loaded"])
    with (
        bench.server.admin() as looker,
        LockWaits(looker) as locks,
        _asking(bench.server) as readings,
    ):
        windows = [
            _window(bench.load("forecasts", file, "--force"))
            for _ in bench.repetitions()
            for file in reversed(files)
        ]
    told = f"of {len(readings.answers):,} answers to {READERS} readers during {len(windows)}"
    return [
        added_wait(readings.answers, windows),
        *wrong_answers(readings.answers, f"{told} publications of {rows:,} rows"),
        Row(
            name="load.readers.lock_waits",
            ours=locks.seen,
            unit="sightings",
            about=f"readers seen waiting for a lock, at a look every {LOOK_EVERY_S * 1000:.0f} ms",
        ),
    ]


class LockWaits(Watcher):
    """Counts, at each look, the readers that wait for a lock."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(LOOK_EVERY_S)
        self.seen = 0
        self._connection = connection

    def look(self) -> None:
        self.seen += _waiting(self._connection)


def _waiting(connection: Connection) -> int:
    found = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND wait_event_type = 'Lock'",
        [API],
    ).fetchone()
    return int(found[0]) if found else 0


def _window(load: Load) -> Window:
    """From before the publishing transaction began until after it was seen."""
    if load.published_at is None:
        raise ReaderError(f"run {load.result['run_id']} was not seen to be published")
    began = load.published_at - load.by_step["publish"]
    return Window(began - WINDOW_MARGIN_S, load.published_at + WINDOW_MARGIN_S)


@contextmanager
def _asking(server: Server) -> Iterator[Readings]:
    """The readers ask while the block runs; their answers are there after it."""
    with server.admin() as connection:
        pairs = connection.execute(
            "SELECT DISTINCT item_id, site_id FROM analytics.forecasts"
            " ORDER BY item_id, site_id LIMIT %s",
            [PAIRS],
        ).fetchall()
    readings = Readings()
    with _readers_process(server, pairs) as process:
        yield readings
        out, _ = process.communicate()
    told = json.loads(out)
    if told["failures"]:
        raise ReaderError("; ".join(told["failures"]))
    readings.answers += [Answer(**answer) for answer in told["answers"]]


@contextmanager
def _readers_process(server: Server, pairs: Sequence[Any]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.perf.reader_process"],
        cwd=BASE_DIR,
        env={**server.environment(API), "CONN_MAX_AGE": "60"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            print(json.dumps(pairs), file=process.stdin, flush=True)
            yield process
        finally:
            process.kill()
