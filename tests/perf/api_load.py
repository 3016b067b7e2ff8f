"""Sixteen connections that ask a server for many addresses as fast as it answers: wrk."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

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


def ask(address: str, paths: Path, *, token: str, seconds: int) -> Throughput:
    """Answers of the server at the address; FailedAnswersError when one of them is an error."""
    program = shutil.which("wrk")
    if program is None:
        raise RuntimeError(MISSING)
    told = subprocess.run(
        [
            program, "--threads", "2", "--connections", str(CONNECTIONS),
            "--duration", f"{seconds}s", "--timeout", "10s",
            "--header", f"Authorization: Bearer {token}",
            "--script", str(SCRIPT), address, "--", str(paths),
        ],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    figures = json.loads(told.stdout.strip().splitlines()[-1])
    if figures["failed"] or not figures["requests"]:
        raise FailedAnswersError(f"{paths.name}: {figures}")
    rate = figures["requests"] / figures["seconds"]
    return Throughput(rate, figures["p50_ms"], figures["p95_ms"])
