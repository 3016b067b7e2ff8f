"""The process that opens untrusted files; one may be started before it is needed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

READER = (sys.executable, "-m", "mlops.pipeline.reader")
# One pool and few threads: the memory limit then measures the file and not the allocator.
LEAN = {
    "MALLOC_ARENA_MAX": "2",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "ARROW_IO_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
PROJECT = Path(__file__).resolve().parents[2]

_early: list[subprocess.Popen[bytes]] = []


@contextmanager
def early_reader() -> Iterator[None]:
    """A reader imports what it needs while the caller does; it is ended when nobody asked it."""
    _early.append(_start())
    try:
        yield
    finally:
        while _early:
            unused = _early.pop()
            unused.kill()
            unused.communicate()


def ask(request: dict[str, Any]) -> subprocess.Popen[bytes]:
    """The reader that serves the request on its standard output."""
    child = _early.pop() if _early else _start()
    # A reader that died before it was asked is noticed when its answer is read.
    with suppress(BrokenPipeError), cast(BinaryIO, child.stdin) as told:
        told.write(json.dumps(request).encode())
    return child


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        READER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=PROJECT,
        env={**os.environ, **LEAN},
    )
