"""The processes of the demo: each under its own database role, all ended together."""

import contextlib
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nova.embedded import Cluster
from nova.embedded_broker import Broker
from nova.provision import role_url
from nova.roles import API, role_of_command
from nova.settings.env import BASE_DIR, DATA_DIR


class DemoError(RuntimeError):
    """The demo cannot go on; the message says what to do."""


@dataclass
class Demo:
    """The demo's server, ports and processes."""

    api_port: int
    web_port: int
    workbook: Path | None
    admin_url: str = ""
    cluster: Cluster | None = None
    broker: Broker | None = None
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def database(self) -> str:
        """The workbook's purchases and the simulated company never share a database."""
        return "nova_procurement" if self.workbook else "nova"

    def url(self, role: str) -> str:
        return role_url(self.admin_url, DATA_DIR, role=role, name=self.database)

    def environment(self, role: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "nova.settings.dev",
            "DATABASE_URL": self.url(role),
            "NOVA_DEMO": "1",
            "CORS_ORIGINS": f"http://localhost:{self.web_port}",
            "DASHBOARD_URL": f"http://localhost:{self.web_port}",
            "PYTHONUNBUFFERED": "1",
            "CONN_MAX_AGE": "60",
            **({"REDIS_URL": self.broker.url} if self.broker else {}),
            # Everybody here comes from one address: this machine's.
            "LOGIN_RATE": os.environ.get("LOGIN_RATE", "200/minute"),
        }

    def run(self, *command: str, role: str, stdin: str | None = None) -> str:
        """Output of a finished step; its messages go to the terminal. DemoError when it fails."""
        done = subprocess.run(
            command,
            cwd=BASE_DIR,
            env=self.environment(role),
            input=stdin,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise DemoError(f"{shlex.join(command)} ended with exit code {done.returncode}")
        return done.stdout

    def manage(self, command: str, *arguments: str, stdin: str | None = None) -> str:
        role = role_of_command([command])
        return self.run(sys.executable, "manage.py", command, *arguments, role=role, stdin=stdin)

    def start(
        self, *command: str, extra: Mapping[str, str], log: str, cwd: Path, role: str = API
    ) -> None:
        logs = DATA_DIR / "logs"
        logs.mkdir(exist_ok=True)
        with (logs / log).open("ab") as handle:
            self.children.append(
                subprocess.Popen(
                    command,
                    cwd=cwd,
                    env={**self.environment(role), **extra},
                    stdin=subprocess.DEVNULL,
                    stdout=handle,
                    stderr=handle,
                    start_new_session=True,
                )
            )

    def stop(self) -> None:
        """End what was started, the embedded server last."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        for child in self.children:
            try:
                child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
        if self.broker:
            self.broker.stop()
        if self.cluster:
            self.cluster.stop()
