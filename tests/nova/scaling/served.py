"""The API as processes of its own, over servers of the tests' own."""

import json
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from nova.embedded import free_port
from nova.serving import server_command
from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server

START_S = 60
METRICS_TOKEN = secrets.token_urlsafe(16)
PASSWORDS = {name: secrets.token_urlsafe(16) for name in ("ana", "bia")}


@dataclass(frozen=True)
class Answer:
    """headers: by their names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Api:
    """One that answers on 127.0.0.1."""

    port: int

    def ask(self, method: str, path: str, token: str = "", **told: Any) -> Answer:
        """told: headers, by their names in small letters, and the body's fields, as body."""
        body = json.dumps(told.pop("body")) if "body" in told else None
        headers = {name.replace("_", "-"): value for name, value in told.items()}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return Answer(answer.status, _headers(answer), answer.read())
        finally:
            line.close()

    def get(self, path: str, token: str, **headers: str) -> Answer:
        return self.ask("GET", f"/api/v1/{path}", token, **headers)

    def login(self, username: str) -> dict[str, Any]:
        body = {"username": username, "password": PASSWORDS[username]}
        answer = self.ask("POST", "/api/v1/auth/login", body=body)
        assert answer.status == 200, answer.body
        return dict(answer.json)

    def count(self, metric: str) -> float:
        """A counter of the process, labels as Prometheus writes them; 0 before the first."""
        told = self.ask("GET", "/metrics", METRICS_TOKEN).body.decode()
        found = [line for line in told.splitlines() if line.startswith(f"{metric} ")]
        return float(found[0].rpartition(" ")[2]) if found else 0.0


def _headers(answer: HTTPResponse) -> dict[str, str]:
    """By their names in small letters, as they come over some lines and not over others."""
    return {name.lower(): value for name, value in answer.getheaders()}


@contextmanager
def serving(server: Server, **variables: str) -> Iterator[Api]:
    """The API in one process, under its own role; it ends with the block."""
    api = Api(free_port())
    environment = {
        **server.environment("nova_api"),
        "CONN_MAX_AGE": "60",
        "LOGIN_RATE": "1000/minute",
        "METRICS_TOKEN": METRICS_TOKEN,
        **variables,
    }
    with subprocess.Popen(
        server_command(port=api.port, workers=1), cwd=BASE_DIR, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            until(lambda: _is_alive(api, process), within=START_S)
            yield api
        finally:
            process.terminate()


def _is_alive(api: Api, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "the API ended"
    try:
        return api.ask("GET", "/health/live").status == 200
    except ConnectionRefusedError:
        return False


def until(holds: Callable[[], Any], *, within: float = 20) -> None:
    """Wait for something to hold; AssertionError when it does not within so many seconds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, f"{holds} within {within} s"
        time.sleep(0.05)


def seed(server: Server) -> None:
    """A small company with advice, and its two users: ana decides, bia reads."""
    server.manage("seed_demo", "--items", "40", "--sites", "2", "--days", "60", role="nova_loader")
    for command in ("compute_policy", "recommend", "compute_kpis"):
        server.manage(command, role="nova_loader")
    users = {
        name: {"username": name, "password": PASSWORDS[name], "role": role}
        for name, role in {"ana": "ADMIN", "bia": "VIEWER"}.items()
    }
    subprocess.run(
        [sys.executable, "manage.py", "demo_users"],
        cwd=BASE_DIR,
        env={**server.environment("nova_owner"), "NOVA_DEMO": "1"},
        input=json.dumps(users),
        text=True,
        check=True,
    )
