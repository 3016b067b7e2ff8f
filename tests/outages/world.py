"""A small company on a PostgreSQL of its own, with a night behind it and two users."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from nova.keys import secret
from nova.roles import role_of_command
from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server, own_server

LAST_DAY = date(2026, 10, 31)
SIZES = ("--items", "12", "--sites", "2", "--days", "420")


def password(server: Server) -> str:
    return secret(server.folder, "people")[:20]


def fill(server: Server, *, last_day: date = LAST_DAY, sizes: tuple[str, ...] = SIZES) -> None:
    """The simulated company, forecasts made 60 days before, figures, advice, and two users."""
    manage(server, "ensure_partitions")
    manage(server, "seed_demo", *sizes, "--end-date", last_day.isoformat())
    before = last_day - timedelta(days=60)
    publish_forecasts(server, "then", "--as-of", before.isoformat())
    manage(server, "nightly", "--date", last_day.isoformat())
    people = {
        name: {"username": name, "password": password(server), "role": role}
        for name, role in (("ana", "ANALYST"), ("ivo", "ADMIN"))
    }
    manage(server, "demo_users", stdin=json.dumps(people))


def publish_forecasts(server: Server, name: str, *options: str) -> None:
    out = server.folder / "forecasts" / name
    offline = ("-m", "mlops.offline", "forecast", "--out", str(out), "--model", "seasonal_naive")
    run(server, [*offline, *options], role="nova_loader")
    manage(server, "load_forecasts", str(out / "forecasts.parquet"))


def manage(server: Server, *arguments: str, stdin: str | None = None) -> str:
    return run(server, ["manage.py", *arguments], role=role_of_command(arguments), stdin=stdin)


def run(server: Server, arguments: list[str], *, role: str, stdin: str | None = None) -> str:
    """What it wrote to standard output; AssertionError with its last words unless it succeeds."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env={**server.environment(role), "NOVA_DEMO": "1"},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}: {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout


@contextmanager
def small_company() -> Iterator[Server]:
    with own_server() as server:
        fill(server)
        yield server


def log_of(server: Server) -> Path:
    return server.folder / "api.log"
