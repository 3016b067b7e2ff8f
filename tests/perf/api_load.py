"""Connections that ask a server for many addresses as fast as it answers: wrk."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).with_name("paths.lua")
CONNECTIONS = 16
MISSING = "wrk is needed to ask for answers: apt-get install wrk"


class FailedAnswersError(RuntimeError):
    """Some answers were errors: how fast they came says nothing."""


@dataclass(frozen=True)
class Throughput:
    """Answers a second, and the milliseconds that half and 95 of 100 answers kept to."""

    rate: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Answer:
    body: bytes
    etag: str | None


def ask(
    address: str,
    paths: Path,
    *,
    token: str,
    seconds: int,
    connections: int = CONNECTIONS,
    etag: str | None = None,
) -> Throughput:
    """Answers of the server at the address; FailedAnswersError when one of them is an error.

    etag: of the one answer that the client holds already.
    """
    program = shutil.which("wrk")
    if program is None:
        raise RuntimeError(MISSING)
    held = ["--header", f"If-None-Match: {etag}"] if etag else []
    told = subprocess.run(
        [
            program, "--threads", str(min(2, connections)), "--connections", str(connections),
            "--duration", f"{seconds}s", "--timeout", "10s",
            "--header", f"Authorization: Bearer {token}", *held,
            "--script", str(SCRIPT), address, "--", str(paths),
        ],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    figures = json.loads(told.stdout.strip().splitlines()[-1])
    if figures["failed"] or not figures["requests"]:
        raise FailedAnswersError(f"{paths.name}: {figures}")
    rate = figures["requests"] / figures["seconds"]
    return Throughput(rate, figures["p50_ms"], figures["p95_ms"])


def ask_once(address: str, path: str, *, token: str) -> Answer:
    """One answer; FailedAnswersError when it is an error."""
    asked = HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        asked.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = asked.getresponse()
        body = answer.read()
    finally:
        asked.close()
    if answer.status != 200:
        raise FailedAnswersError(f"{path}: {answer.status} {body[:200]!r}")
    return Answer(body, answer.headers["ETag"])
