"""A load by its command, in a fresh process, timed until readers have what it published."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from nova.roles import API, role_of_command
from nova.settings.env import BASE_DIR
from tests.perf.memory import Memory, PeakMemory
from tests.perf.server import Connection, Server
from tests.perf.watcher import Watcher

LOOK_EVERY_S = 0.02


class LoadFailedError(RuntimeError):
    """A load that should have been published was not; the message is what it said."""


@dataclass(frozen=True)
class Load:
    """seconds: from the start of the process until its run was published, or until its end when it
    published nothing; published_at: time.monotonic() of that; result: what --json told."""

    seconds: float
    published_at: float | None
    result: dict[str, Any]
    peak: Memory

    @property
    def rows(self) -> int:
        return int(self.result["rows_loaded"] or 0)

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds

    @property
    def by_step(self) -> dict[str, float]:
        """Seconds by step, as the load itself tells them."""
        steps: dict[str, float] = self.result["details"]["seconds"]
        return steps


def steps_told(loads: Sequence[Load]) -> str:
    """Median seconds of each step that the loads tell of."""
    steps = loads[0].by_step
    return ", ".join(f"{s} {median(load.by_step[s] for load in loads):.2g} s" for s in steps)


class PublicationWatch(Watcher):
    """Notes when a run of the dataset newer than those before becomes visible to a reader."""

    def __init__(self, connection: Connection, dataset: str) -> None:
        super().__init__(LOOK_EVERY_S)
        self._connection = connection
        self._dataset = dataset
        self._before = self._newest()
        self.seen_at: float | None = None

    def look(self) -> None:
        if self.seen_at is None and self._newest() != self._before:
            self.seen_at = time.monotonic()

    def _newest(self) -> Any:
        found = self._connection.execute(
            "SELECT max(run_id) FROM support.load_runs WHERE dataset = %s AND status = 'PUBLISHED'",
            [self._dataset],
        ).fetchone()
        return found and found[0]


def load(
    server: Server, dataset: str, file: Path, *options: str, watch_memory: bool = False
) -> Load:
    """LoadFailedError unless the command ends with 0. watch_memory costs a little time."""
    with server.connect(API) as reader, ExitStack() as watchers:
        watch = PublicationWatch(reader, dataset)
        started = time.monotonic()
        process = watchers.enter_context(_command(server, dataset, file, *options))
        watchers.callback(process.kill)
        watchers.enter_context(watch)
        memory = watchers.enter_context(PeakMemory(process.pid)) if watch_memory else None
        out, told = process.communicate()
        ended = time.monotonic()
    if process.returncode != 0:
        raise LoadFailedError(f"load of {file.name} ended with {process.returncode}: {told}")
    return Load(
        seconds=(watch.seen_at or ended) - started,
        published_at=watch.seen_at,
        result=json.loads(out)["runs"][0],
        peak=memory.peak if memory else Memory(),
    )


def _command(server: Server, dataset: str, file: Path, *options: str) -> subprocess.Popen[str]:
    name = ["load_forecasts"] if dataset == "forecasts" else ["load_dataset", dataset]
    return subprocess.Popen(
        [sys.executable, "manage.py", *name, str(file), "--json", *options],
        cwd=BASE_DIR,
        env=server.environment(role_of_command(name)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def checkpoint(server: Server) -> None:
    """What the step before left to be written must not be paid for by the next."""
    with server.admin() as connection:
        connection.execute("CHECKPOINT")


def drop_retired_runs(server: Server) -> None:
    """Remove the forecasts of every run but the champion's, to spare the disk."""
    with server.admin() as connection:
        retired = connection.execute(
            "SELECT format('DROP TABLE IF EXISTS analytics.%I', 'forecasts_' || run_id)"
            " FROM analytics.model_runs WHERE dataset = 'forecasts' AND status <> 'CHAMPION'"
        ).fetchall()
        for (statement,) in retired:
            connection.execute(statement)
