"""The database as it stood between two writes: pgBackRest on Debian's PostgreSQL, as
docs/recovery.md says, compared row for row. RECOVERY_ROWS: of demand, where it shall be large.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mlops.recovery.digests import Digest, digests
from nova.embedded import SETTINGS, free_port
from tests.mlops.faults.server import Server, own_server
from tests.mlops.faults.yard import wait_until
from tests.outages import large_drill
from tests.outages.conftest import Note
from tests.outages.world import manage

pytestmark = [pytest.mark.faults, pytest.mark.slow]

DEBIAN = Path("/usr/lib/postgresql/15/bin")
COMPANY = ("--items", "30", "--sites", "2", "--days", "200", "--end-date", "2026-10-31")
WRITE = "UPDATE core.dim_item SET name = name || %s"
ARCHIVED = (
    "SELECT last_archived_wal >= %s FROM pg_stat_archiver WHERE last_archived_wal IS NOT NULL"
)
CONFIG = """[nova]
pg1-path={data}
pg1-port={port}
pg1-socket-path={folder}

[global]
repo1-path={repo}
repo1-retention-full=2
compress-type=zst
start-fast=y
log-path={folder}/log
lock-path={folder}/lock
spool-path={folder}/spool
"""


class Archived:
    """A PostgreSQL 15 whose write-ahead log goes to a repository as it is written."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.folder = server.folder / "pgbackrest"
        self.config = self.folder / "pgbackrest.conf"
        self.port = free_port()
        self.folder.mkdir()
        text = CONFIG.format(
            data=server.cluster.pgdata, port=self.port, folder=self.folder, repo=self.repository
        )
        self.config.write_text(text, encoding="utf-8")
        for folder in (self.repository, *(self.folder / name for name in ("log", "lock", "spool"))):
            folder.mkdir(exist_ok=True)
        self._hand_over()

    @property
    def repository(self) -> Path:
        return self.folder / "repository"

    def _hand_over(self) -> None:
        owner = self.server.cluster.pgdata.stat()
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)

    def pgbackrest(self, *arguments: str) -> float:
        """Seconds that it took, as the account of the server; AssertionError unless it succeeds."""
        began = time.monotonic()
        self._run(["pgbackrest", f"--config={self.config}", "--stanza=nova", *arguments])
        return time.monotonic() - began

    def start(self) -> None:
        push = f"pgbackrest --config={self.config} --stanza=nova archive-push %p"
        settings = {
            **SETTINGS,
            "unix_socket_directories": str(self.folder),
            "archive_mode": "on",
            "archive_command": push,
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = self.server.cluster.pgdata / "server.log"
        self._run(
            [
                str(DEBIAN / "pg_ctl"), "start", "-D", str(self.server.cluster.pgdata), "-w",
                "-t", "120", "-l", str(log), "-o", f"-p {self.port} {options}",
            ],
            quiet=True,
        )  # fmt: skip

    def _run(self, command: list[str], *, quiet: bool = False) -> None:
        owner = self.server.cluster.pgdata.stat()
        done = subprocess.run(
            command,
            cwd="/",
            env={"PATH": os.environ["PATH"], "PGPASSWORD": self._password()},
            user=owner.st_uid,
            group=owner.st_gid,
            extra_groups=[],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}"

    def _password(self) -> str:
        return (self.server.folder / "secrets" / "postgres").read_text().strip()


@pytest.fixture(scope="module")
def archived() -> Iterator[Archived]:
    if os.geteuid() != 0 or not DEBIAN.exists() or not shutil.which("pgbackrest"):
        pytest.skip("as root, with Debian's postgresql-15 and pgbackrest")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NOVA_PG_BIN", str(DEBIAN))
        with own_server() as server:
            if rows := int(os.environ.get("RECOVERY_ROWS", "0")):
                large_drill.load(server, rows)
            else:
                manage(server, "ensure_partitions")
                manage(server, "seed_demo", *COMPANY)
            server.cluster.stop()
            archived = Archived(server)
            archived.start()
            yield archived


def state(server: Server) -> dict[str, Digest]:
    with psycopg.connect(server.url("postgres")) as connection:
        return dict(digests(connection))


def await_next_second(server: Server) -> None:
    """pgBackRest looks for a copy that ended in a second before the moment's."""
    told = "SELECT date_trunc('second', clock_timestamp())::TEXT"
    now = server.query(told)
    wait_until(lambda: server.query(told) != now, seconds=5, what="the next second")


def test_a_moment_between_two_writes_is_brought_back_row_for_row(
    archived: Archived, note: Note
) -> None:
    server = archived.server
    archived.pgbackrest("stanza-create")
    copied = archived.pgbackrest("backup", "--type=full")
    await_next_second(server)
    server.query(f"{WRITE} RETURNING 1", " (first)")
    expected = state(server)
    moment = server.query("SELECT clock_timestamp()::TEXT")[0][0]
    server.query(f"{WRITE} RETURNING 1", " (second)")
    assert state(server) != expected
    segment = server.query("SELECT pg_walfile_name(pg_switch_wal())")[0][0]
    wait_until(lambda: server.query(ARCHIVED, segment) == [(True,)], seconds=60, what="the archive")
    server.cluster.stop()

    began = time.monotonic()
    archived.pgbackrest(
        "restore", "--delta", "--type=time", f"--target={moment}", "--target-action=promote"
    )
    archived.start()
    wait_until(
        lambda: server.query("SELECT pg_is_in_recovery()") == [(False,)],
        seconds=60,
        what="the end of recovery",
    )
    taken = time.monotonic() - began

    assert state(server) == expected
    rows = sum(digest.rows for digest in expected.values())
    note(
        "point in time, PostgreSQL 15 and pgBackRest",
        f"{len(expected)} tables, {rows:,} rows equal; copy {copied:.1f} s, back {taken:.1f} s",
    )
