"""Work done ahead in a thread, so that the server parses one block while the next is made."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

DEPTH = 2

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Generator[T, None, None]:
    """The same items in the same order; two at most are held. Whatever making one raises, comes."""
    worker = ThreadPoolExecutor(1)
    coming: deque[Future[T | None]] = deque(worker.submit(next, items, None) for _ in range(DEPTH))
    try:
        while (item := coming.popleft().result()) is not None:
            coming.append(worker.submit(next, items, None))
            yield item
    finally:
        worker.shutdown(cancel_futures=True)
