"""A replica of a server of the tests: made by pg_basebackup, kept by streaming replication."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from nova.embedded import Cluster, find_binaries
from nova.provision import role_url
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until


class Standby:
    """A cluster that follows the primary's; its files lie under a folder of its own."""

    def __init__(self, primary: Server, folder: Path) -> None:
        self.primary = primary
        shutil.copytree(primary.folder / "secrets", folder / "secrets", dirs_exist_ok=True)
        self.cluster = Cluster(folder, find_binaries())
        self.cluster.pgdata.mkdir(mode=0o700)
        account = primary.cluster.pgdata.stat()
        os.chown(self.cluster.pgdata, account.st_uid, account.st_gid)
        self.cluster._run(
            "pg_basebackup", "--pgdata", str(self.cluster.pgdata), "--write-recovery-conf",
            "--wal-method", "stream", "--checkpoint", "fast",
            "--dbname", primary.cluster.admin_url,
        )  # fmt: skip
        self.cluster._start()
        self._port = self.cluster.port

    def url(self, role: str) -> str:
        """As the primary's, whose roles and passwords it has."""
        assert self._port
        address = urlsplit(self.primary.url(role))
        place = address.netloc.rpartition(":")[0]
        return address._replace(netloc=f"{place}:{self._port}").geturl()

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        address = role_url(
            self.cluster.admin_url, self.primary.folder,
            role="postgres", name=self.primary.database,
        )  # fmt: skip
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            return connection.execute(statement, values or None).fetchall()

    def pause(self) -> None:
        """Nothing that the primary does is seen here until resume()."""
        self.follow()
        self.query("SELECT pg_wal_replay_pause()")
        paused = "SELECT pg_get_wal_replay_pause_state()"
        wait_until(lambda: self.query(paused) == [("paused",)], seconds=20, what="the pause")

    def resume(self) -> None:
        self.query("SELECT pg_wal_replay_resume()")

    def follow(self) -> None:
        """Returns when everything that the primary has done by now is seen here."""
        self.primary.query("SELECT pg_logical_emit_message(TRUE, 'tests', '')")  # flushes the log
        [(written,)] = self.primary.query("SELECT pg_current_wal_lsn()::TEXT")
        seen = "SELECT pg_last_wal_replay_lsn() >= %s::PG_LSN"
        wait_until(
            lambda: self.query(seen, written)[0][0], seconds=20, what="the primary's changes"
        )

    def stop(self, mode: str) -> None:
        """mode: fast, or immediate, which is a crash."""
        self.cluster._run("pg_ctl", "stop", "-D", str(self.cluster.pgdata), "-m", mode, "-w")

    def start(self) -> None:
        """On the port that it had, as the API knows no other."""
        log = self.cluster.pgdata / "server.log"
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self.cluster._run(
            "pg_ctl", "start", "-D", str(self.cluster.pgdata), "-l", str(log), "-w", "-o", options
        )


@contextmanager
def standby_of(primary: Server) -> Iterator[Standby]:
    folder = Path(tempfile.mkdtemp(prefix="nova-standby-"))
    folder.chmod(0o755)  # the server's account walks through it
    try:
        yield Standby(primary, folder)
    finally:
        Cluster(folder, find_binaries()).stop()
        shutil.rmtree(folder, ignore_errors=True)
