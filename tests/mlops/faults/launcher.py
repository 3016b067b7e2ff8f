"""Management commands by fork from one interpreter that has everything imported already.

Each is a process of its own with a connection of its own, as `manage.py` would start it; only the
second that the imports take is paid once. Run as a program: requests come in on standard input.
"""

import json
import os
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, cast

from nova.settings.env import BASE_DIR


class Command:
    """A running command: its pid, and its return code as subprocess has it once it has ended."""

    def __init__(self, pid: int, answers: IO[bytes], told: Path) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._answers = answers
        self._told = told

    def poll(self) -> int | None:
        return self.wait(0)

    def wait(self, seconds: float) -> int | None:
        """The return code, or None when the command still runs after that many seconds."""
        if self.returncode is None and select.select([self._answers], [], [], seconds)[0]:
            self.returncode = int(self._answers.readline())
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def said(self) -> str:
        """What the command wrote to standard error."""
        return self._told.read_text()


class Launcher:
    """Starts one command at a time under one environment."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._told = folder / "stderr"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mlops.faults.launcher", str(self._told)],
            cwd=BASE_DIR,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def start(self, arguments: Sequence[str]) -> Command:
        requests, answers = cast(IO[bytes], self._process.stdin), self._process.stdout
        assert answers is not None
        requests.write(json.dumps(list(arguments)).encode() + b"\n")
        return Command(int(answers.readline()), answers, self._told)

    def stop(self) -> None:
        cast(IO[bytes], self._process.stdin).close()
        self._process.wait()


def serve(told: Path) -> None:
    """Fork a command for each line of arguments; answer its pid and then its return code."""
    import django

    django.setup()
    import mlops.management.commands.load_all
    import mlops.management.commands.load_forecasts  # noqa: F401 - what the children run

    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os._exit(run(json.loads(line), told))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def run(arguments: list[str], told: Path) -> int:
    """The command's exit code; its standard error is in the file."""
    import manage

    nothing = os.open(os.devnull, os.O_RDWR)
    for end in (0, 1):
        os.dup2(nothing, end)
    os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
    sys.argv = ["manage.py", *arguments]
    try:
        manage.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - the interpreter's own end: a traceback and 1
        traceback.print_exc()
        return 1
    finally:
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
