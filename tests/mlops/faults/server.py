"""A PostgreSQL of the tests' own, which they may restart, fill up and cut off."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from nova.embedded import Cluster, database_url, find_binaries
from nova.provision import DATABASE, role_url
from nova.settings.env import BASE_DIR

SESSIONS = (
    "SELECT pid, application_name FROM pg_stat_activity"
    " WHERE application_name LIKE 'nova load%%' AND datname = %s"
)


class Server:
    """A private cluster with the schema and the calendar, under a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = Cluster(folder, find_binaries())
        self.database = DATABASE
        database_url(folder, role="nova_owner")
        self.manage("migrate", "--verbosity", "0", role="nova_owner")

    @property
    def port(self) -> int:
        return int(urlsplit(self.cluster.admin_url).port or 0)

    def url(self, role: str, *, port: int | None = None) -> str:
        """URL of the database for a role; port: that of a proxy in between."""
        address = role_url(self.cluster.admin_url, self.folder, role=role, name=self.database)
        address = address.replace(f":{self.port}/", f":{port or self.port}/")
        return f"{address}?sslmode=disable&gssencmode=disable"

    def environment(self, role: str, *, port: int | None = None) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "nova.settings.dev",
            "DATABASE_URL": self.url(role, port=port),
            "NOVA_DATA_DIR": str(self.folder),
        }

    def manage(self, *arguments: str, role: str) -> None:
        """Run a management command to its end; CalledProcessError unless it succeeds."""
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=self.environment(role),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )

    @contextmanager
    def admin(
        self, *, database: str | None = None
    ) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """The superuser in the loaded database or another, each statement by itself."""
        path = f"/{database or self.database}"
        address = urlsplit(self.cluster.admin_url)._replace(path=path).geturl()
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            yield connection

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.admin() as connection:
            return connection.execute(statement, values or None).fetchall()

    def execute(self, statement: str) -> None:
        with self.admin() as connection:
            connection.execute(statement)

    def sessions(self) -> list[tuple[int, str]]:
        """pid and application_name of every backend that works for a load."""
        return [(int(pid), str(name)) for pid, name in self.query(SESSIONS, self.database)]

    def end_sessions(self) -> None:
        """Let the backends of loads end, as an administrator does."""
        self.query(f"SELECT pg_terminate_backend(pid) FROM ({SESSIONS}) AS loading", self.database)

    def restart(self, mode: str) -> None:
        """Restart on the same port. mode: fast, or immediate, which is a crash."""
        log = self.cluster.pgdata / "server.log"
        self.cluster._run(
            "pg_ctl", "restart", "-D", str(self.cluster.pgdata), "-l", str(log), "-m", mode, "-w"
        )


@contextmanager
def own_server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="nova-faults-"))
    folder.chmod(0o755)  # the server's account walks through it
    try:
        yield Server(folder)
    finally:
        Cluster(folder, find_binaries()).stop()
        shutil.rmtree(folder, ignore_errors=True)
