"""The API as production serves it, and clients who write down every answer."""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from nova.embedded import free_port
from nova.keys import secret
from nova.roles import API
from nova.serving import server_command
from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.outages.world import log_of, password

WORKERS = 3
START_S = 60
CLIENT_S = 30  # a client of ours gives up after it
BROKEN, REFUSED = 0, -1
READS = (
    "/api/v1/items?limit=20",
    "/api/v1/sites",
    "/api/v1/recommendations?limit=20",
    "/api/v1/analytics/summary",
)


@dataclass(frozen=True)
class Answer:
    """asked: by time.monotonic(). status: of HTTP; BROKEN where the line broke before the answer's
    end, REFUSED where nobody listened. headers: by their names in small letters. body: of JSON."""

    path: str
    status: int
    headers: Mapping[str, str]
    text: bytes
    asked: float
    seconds: float

    @property
    def body(self) -> Any:
        with suppress(ValueError):
            return json.loads(self.text)
        return None

    @property
    def error(self) -> str | None:
        """The code of an error in the API's own form; None of anything else."""
        is_error = isinstance(self.body, dict) and set(self.body) == {"error", "detail"}
        return str(self.body["error"]) if is_error else None


@dataclass
class Api:
    """A running API: ask it, look at its processes, restart it."""

    server: Server
    port: int
    extra: dict[str, str] = field(default_factory=dict)
    worker_count: int = WORKERS
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with log_of(self.server).open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *server_command(port=self.port, workers=self.worker_count),
                    "--workers-kill-timeout",
                    "30",
                ],
                cwd=BASE_DIR,
                env={**production(self.server), **self.extra},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: self.ask("/health/live").status == 200, seconds=START_S, what="the API")

    def stop(self) -> int:
        """As systemd and Compose do: SIGTERM, and wait."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=60)

    def renew_workers(self) -> None:
        """SIGHUP: each worker process is followed by a new one, which reads the code anew."""
        assert self.process is not None
        before = set(self.workers())
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: self._are_renewed(before), seconds=120, what="the new workers")

    def _are_renewed(self, before: set[int]) -> bool:
        now = set(self.workers())
        return len(now) == len(before) and not now & before

    def workers(self) -> list[int]:
        """pids of the worker processes."""
        assert self.process is not None
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return sorted(int(pid) for task in tasks for pid in task.read_text().split())

    def ask(
        self, path: str, *, token: str = "", method: str = "GET", body: Any = None, **headers: str
    ) -> Answer:
        """headers: by their names in small letters, with underscores."""
        asked = time.monotonic()
        line = HTTPConnection("127.0.0.1", self.port, timeout=CLIENT_S)
        sent = {"X-Forwarded-Proto": "https", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        told: dict[str, str] = {}
        try:
            line.request(method, path, None if body is None else json.dumps(body), sent)
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            status, text = answer.status, answer.read()
        except ConnectionRefusedError:
            status, text = REFUSED, b""
        except (OSError, HTTPException):
            status, text = BROKEN, b""
        finally:
            line.close()
        return Answer(path, status, told, text, asked, time.monotonic() - asked)

    def get(self, path: str, token: str, **headers: str) -> Answer:
        """path: below the API's root."""
        return self.ask(f"/api/v1/{path}", token=token, **headers)

    def log_in(self, name: str = "ana") -> Answer:
        body = {"username": name, "password": password(self.server)}
        return self.ask("/api/v1/auth/login", method="POST", body=body)

    def token(self, name: str = "ana") -> str:
        answer = self.log_in(name)
        assert answer.status == 200, answer
        return str(answer.body["access_token"])


def production(server: Server) -> dict[str, str]:
    """Production settings, behind a proxy that speaks TLS."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "nova.settings.production",
        "NOVA_DATA_DIR": str(server.folder),
        "DATABASE_URL": server.url(API),
        "SECRET_KEY": secret(server.folder, "django_secret_key"),
        "TOKEN_SIGNING_KEY": secret(server.folder, "token_signing_key"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "CORS_ORIGINS": "https://nova.example",
        "SECURE_SSL_REDIRECT": "false",
        "TRUSTED_PROXIES": "1",
        "LOGIN_RATE": "10000/minute",
    }


@contextmanager
def served(server: Server, *, workers: int = WORKERS, **extra: str) -> Iterator[Api]:
    """It ends with the block. extra: of its environment, or instead of what production has."""
    api = Api(server, free_port(), extra, workers)
    api.start()
    try:
        yield api
    finally:
        if api.process is not None and api.process.poll() is None:
            api.stop()


class Clients:
    """Readers who ask one after the other, each the next thing at once."""

    def __init__(self, api: Api, token: str, *, count: int) -> None:
        self.answers: list[Answer] = []
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._go_on, args=(api, token, number))
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def _go_on(self, api: Api, token: str, number: int) -> None:
        while not self._stop.wait(0.02):
            self.answers.append(api.ask(READS[number % len(READS)], token=token))
            number += 1

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def since(self, moment: float, until: float = float("inf")) -> list[Answer]:
        """Answers to what was asked between the two."""
        return [answer for answer in list(self.answers) if moment <= answer.asked < until]


@contextmanager
def clients(api: Api, *, count: int = 8) -> Iterator[Clients]:
    """They all have had an answer before the block begins."""
    reading = Clients(api, api.token(), count=count)
    try:
        wait_until(lambda: len(reading.answers) > 4 * count, seconds=CLIENT_S, what="answers")
        yield reading
    finally:
        reading.stop()
