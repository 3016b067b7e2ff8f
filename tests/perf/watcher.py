"""A thread that looks at something again and again while a block of code runs."""

import threading
from abc import abstractmethod
from types import TracebackType
from typing import Self


class Watcher(threading.Thread):
    """Use as a context manager: it looks at once, every `every_s` seconds, and a last time."""

    def __init__(self, every_s: float) -> None:
        super().__init__(daemon=True)
        self._every_s = every_s
        self._over = threading.Event()

    @abstractmethod
    def look(self) -> None:
        """Note what is to be seen now."""

    def run(self) -> None:
        while not self._over.wait(self._every_s):
            self.look()

    def __enter__(self) -> Self:
        self.look()  # here and not in the thread, which may come to run late
        self.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self.join()
        self.look()
