"""The processes beside the API, as production starts them."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from nova.roles import LOADER
from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server
from tests.outages.served import production

WEB_SERVER = BASE_DIR / "frontend" / ".next" / "standalone" / "server.js"
ENDS_S = 300  # as long as Compose waits for a worker


@dataclass
class Process:
    """One of them; what it says goes into a file of its name in the server's folder."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    cwd: Path = BASE_DIR
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        with self.log.open("ab") as told:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.cwd,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            )

    def stop(self) -> int:
        """SIGTERM, and wait; the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=ENDS_S)

    def restart(self) -> None:
        self.stop()
        self.start()

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None


def worker(server: Server, broker_url: str) -> Process:
    return _celery(server, broker_url, "worker", "--concurrency", "1", "--loglevel", "INFO")


def beat(server: Server, broker_url: str) -> Process:
    return _celery(server, broker_url, "beat", "--pidfile=", "--loglevel", "INFO")


def _celery(server: Server, broker_url: str, *arguments: str) -> Process:
    environment = {
        **production(server),
        "DATABASE_URL": server.url(LOADER),
        "REDIS_URL": broker_url,
        "LOAD_DROP_DIR": str(server.folder / "drop"),
    }
    command = [sys.executable, "-m", "celery", "-A", "nova", *arguments]
    return Process(arguments[0], command, environment, server.folder)


def web(server: Server, api_port: int, port: int) -> Process | None:
    """The dashboard's server; None where it was not built."""
    if not WEB_SERVER.is_file():
        return None
    environment = {
        "PATH": os.environ["PATH"],
        "NODE_ENV": "production",
        "HOSTNAME": "127.0.0.1",
        "PORT": str(port),
        "API_URL": f"http://127.0.0.1:{api_port}",
    }
    return Process("web", ["node", str(WEB_SERVER)], environment, server.folder, WEB_SERVER.parent)
