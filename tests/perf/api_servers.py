"""Our API as it is served, and its peers by gunicorn as specified, on ports of their own."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import jwt

from nova.keys import secret
from nova.roles import API
from nova.serving import server_command
from nova.settings.env import BASE_DIR
from tests.perf.peers import python_of_peers
from tests.perf.server import Server

WORKERS = 2  # as docker/api.Dockerfile serves ours
PEER_WORKERS = 4  # as specified
START_S = 60
USER = "bench"


@dataclass(frozen=True)
class Served:
    """A server that answers, and how to get a token that it takes: signed with the peer's key, or
    for the password of our user."""

    name: str
    address: str
    peer_key: str | None = None
    password: str = ""

    def token(self) -> str:
        if self.peer_key is not None:
            hours = datetime.now(UTC) + timedelta(hours=8)
            claims = {"user_id": 1, "role": "VIEWER", "exp": hours}
            return jwt.encode(claims, self.peer_key, algorithm="HS256")
        body = json.dumps({"username": USER, "password": self.password})
        asked = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        asked.request("POST", "/api/v1/auth/login", body, {"Content-Type": "application/json"})
        return str(json.load(asked.getresponse())["access_token"])


SAME_SQL, AS_SPECIFIED = "same_sql_api", "specified_api"  # modules beside this one


@contextmanager
def with_peers(server: Server) -> Iterator[tuple[Served, Served, Served]]:
    """Ours, the peer that asks the database the same, and the one that asks for what was
    specified; they answer until the block ends."""
    with ExitStack() as stack:
        served = (ours(server), _peer(server, SAME_SQL), _peer(server, AS_SPECIFIED))
        first, second, third = (stack.enter_context(one) for one in served)
        yield first, second, third


def make_user(server: Server) -> None:
    """The user who asks; demo_users is the command that makes one without a question."""
    subprocess.run(
        [sys.executable, "manage.py", "demo_users"],
        cwd=BASE_DIR,
        env={**server.environment(API), "NOVA_DEMO": "1"},
        input=json.dumps(
            {"a": {"username": USER, "password": _password(server), "role": "VIEWER"}}
        ),
        text=True,
        check=True,
    )


@contextmanager
def ours(server: Server, *, workers: int = WORKERS) -> Iterator[Served]:
    """The product as it is served in production, each request with its line in the log."""
    command = partial(server_command, workers=workers)
    with serving(command, _production(server), BASE_DIR) as address:
        yield Served("ours", address, password=_password(server))


def _password(server: Server) -> str:
    """Kept with the server's secrets, so that data that are kept can be asked for again."""
    return secret(server.folder, "bench_user")


def _production(server: Server) -> dict[str, str]:
    """Its settings, behind a proxy that speaks TLS, and without a shared cache."""
    return {
        **server.environment(API),
        "DJANGO_SETTINGS_MODULE": "nova.settings.production",
        "SECRET_KEY": secret(server.folder, "django_secret_key"),
        "TOKEN_SIGNING_KEY": secret(server.folder, "token_signing_key"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "CORS_ORIGINS": "https://nova.example",
        "SECURE_SSL_REDIRECT": "false",
        "TRUSTED_PROXIES": "1",
        "LOGIN_RATE": "1000/minute",
    }


@contextmanager
def _peer(server: Server, module: str) -> Iterator[Served]:
    key = secrets.token_urlsafe(48)
    environment = {
        "PATH": os.environ["PATH"],
        "PEER_DATABASE_URL": server.url(API).replace("postgresql://", "postgresql+psycopg2://", 1),
        "PEER_SECRET_KEY": key,
    }
    python = str(python_of_peers(server.folder / "peers"))

    def command(port: int) -> list[str]:
        return [
            python, "-m", "gunicorn", f"{module}:app", "--workers", str(PEER_WORKERS),
            "--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "error",
        ]  # fmt: skip

    with serving(command, environment, Path(__file__).parent) as address:
        yield Served(module, address, peer_key=key)


class _Command(Protocol):
    def __call__(self, *, port: int) -> list[str]: ...


@contextmanager
def serving(command: _Command, environment: dict[str, str], folder: Path) -> Iterator[str]:
    port = _free_port()
    with subprocess.Popen(
        command(port=port), cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[Any]") -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        asked = HTTPConnection("127.0.0.1", port, timeout=START_S)
        try:
            asked.request("GET", "/")  # servers listen before their workers can answer
            asked.getresponse().read()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
        finally:
            asked.close()
    raise RuntimeError(f"no server answers on port {port}")
