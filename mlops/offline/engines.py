"""Where shards are worked on: here, in processes of this machine, or on a cluster that exists."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Final, TypeVar

from threadpoolctl import threadpool_limits

from mlops.offline.extras import library

LOCAL: Final = "local"
DASK: Final = "dask"
ENGINES: Final = (LOCAL, DASK)

Piece = TypeVar("Piece")
Done = TypeVar("Done")


@dataclass(frozen=True)
class Engine:
    """Does work on pieces. executor: None works here; at_once: pieces under way or waiting for
    their turn, which is what bounds the memory they take."""

    executor: Executor | None = None
    at_once: int = 1

    def in_order(
        self, work: Callable[[Piece], Done], pieces: Iterable[Piece]
    ) -> Iterator[tuple[Piece, Done]]:
        """Each piece with what came of it, in the order of the pieces."""
        if self.executor is None:
            yield from ((piece, work(piece)) for piece in pieces)
            return
        asked: deque[tuple[Piece, Future[Done]]] = deque()
        for piece in pieces:
            asked.append((piece, self.executor.submit(work, piece)))
            if len(asked) >= self.at_once:
                first, future = asked.popleft()
                yield first, future.result()
        for piece, future in asked:
            yield piece, future.result()


@contextmanager
def open_engine(name: str, *, jobs: int, scheduler: str | None = None) -> Iterator[Engine]:
    """local: that many processes of this machine, or none for one job. dask: the cluster whose
    scheduler is at the address. MissingExtraError where Dask is not installed, OSError where no
    scheduler answers.
    """
    if name == DASK:
        with _cluster(scheduler) as client:
            yield Engine(client.get_executor(), at_once=2 * _workers(client))
    elif jobs > 1:
        # A process forked from one with threads may stop for ever: they begin anew.
        context = get_context("forkserver")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=one_thread) as pool:
            yield Engine(pool, at_once=jobs + 1)
    else:
        yield Engine()


def one_thread() -> None:
    """Each process keeps to one core: threads of several would only wait for each other."""
    threadpool_limits(1)


def _cluster(scheduler: str | None) -> Any:
    return library("distributed", extra="dask").Client(scheduler, set_as_default=False)


def _workers(client: Any) -> int:
    return max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
