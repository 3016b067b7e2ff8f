"""PgBouncer in transaction mode before a server of the tests, in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from nova.embedded import free_port
from nova.keys import secret
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until

LENT = 2  # connections of PostgreSQL that all who come have to share, for each role
SETTINGS = """
[databases]
{database} = host=127.0.0.1 port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
pool_mode = transaction
default_pool_size = {lent}
logfile = {log}
pidfile =
{account}
"""


def program() -> str | None:
    """Debian keeps it where only root looks."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Pooler:
    server: Server
    port: int

    def url(self, role: str) -> str:
        return self.server.url(role, port=self.port)


@contextmanager
def pooler_of(server: Server) -> Iterator[Pooler]:
    folder = Path(tempfile.mkdtemp(prefix="nova-pooler-"))
    folder.chmod(0o755)  # an account that is not root reads its settings
    pooler = Pooler(server, free_port())
    started = subprocess.Popen(
        [str(program()), "-q", str(_settings(pooler, folder))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _lends(pooler), seconds=20, what="the pool")
        yield pooler
    finally:
        started.terminate()
        started.wait(timeout=30)
        shutil.rmtree(folder)


def _settings(pooler: Pooler, folder: Path) -> Path:
    users, path = folder / "users.txt", folder / "pgbouncer.ini"
    named = [(role, secret(pooler.server.folder, role)) for role in ("nova_api", "postgres")]
    users.write_text("".join(f'"{role}" "{password}"\n' for role, password in named))
    log = folder / "pgbouncer.log"
    log.touch()
    log.chmod(0o666)
    path.write_text(
        SETTINGS.format(
            database=pooler.server.database, server_port=pooler.server.port, port=pooler.port,
            users=users, lent=LENT, log=log,
            account="user = nobody" if os.geteuid() == 0 else "",  # it refuses to be root
        )
    )  # fmt: skip
    return path


def _lends(pooler: Pooler) -> bool:
    try:
        with psycopg.connect(pooler.url("nova_api"), connect_timeout=2) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False
