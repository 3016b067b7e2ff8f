"""A private MariaDB of Debian's, for one test: its own files, its own port, no network."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql

from nova.embedded import free_port

SERVER = shutil.which("mariadbd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
INSTALL = shutil.which("mariadb-install-db")
PATIENCE_S = 60


class MariaDb:
    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, database: str = "STOCK") -> str:
        return f"mysql://root@127.0.0.1:{self.port}/{database}"

    def run(self, script: str, database: str | None = None) -> None:
        """Statements that end with a semicolon at the end of a line."""
        with (
            pymysql.connect(
                host="127.0.0.1", port=self.port, user="root", database=database, autocommit=True
            ) as connection,
            connection.cursor() as cursor,
        ):
            for statement in filter(str.strip, script.split(";\n")):
                cursor.execute(statement)


@contextmanager
def mariadb(folder: Path) -> Iterator[MariaDb]:
    """The running server; it is stopped, and its files are the caller's to remove."""
    assert SERVER, "mariadbd is missing: apt-get install mariadb-server-core"
    assert INSTALL, "mariadb-install-db is missing: apt-get install mariadb-server-core"
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    data, spill = folder / "data", folder / "spill"
    for made in (data, spill):
        made.mkdir()
        os.chown(made, account.pw_uid, account.pw_gid)
    common = [f"--datadir={data}", f"--tmpdir={spill}", f"--user={account.pw_name}"]
    subprocess.run(
        [INSTALL, "--no-defaults", *common, "--auth-root-authentication-method=normal",
         "--skip-test-db"],
        check=True, capture_output=True,
    )  # fmt: skip
    port = free_port()
    server = subprocess.Popen(
        [SERVER, "--no-defaults", *common, f"--port={port}", "--bind-address=127.0.0.1",
         f"--socket={data / 'mariadb.sock'}", f"--pid-file={data / 'pid'}",
         f"--log-error={data / 'log'}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(port, server)
        yield MariaDb(port)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_S)


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            pymysql.connect(host="127.0.0.1", port=port, user="root").close()
        except pymysql.err.OperationalError:
            assert server.poll() is None, "mariadbd ended"
            assert time.monotonic() < deadline, "mariadbd does not answer"
            time.sleep(0.1)
        else:
            return
