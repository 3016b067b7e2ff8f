"""The statement behind an answer, and how long PostgreSQL alone takes for it: pgbench."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

from nova.provision import DATABASE
from nova.roles import API
from nova.settings.env import BASE_DIR
from tests.perf.server import Server

_COMMENT = re.compile(r"--[^\n]*")
_LITERAL = re.compile(r"'((?:[^']|'')*)'")


def statements_behind(server: Server, paths: Sequence[str], token: str) -> dict[str, str]:
    """The last statement that each address costs when it is asked again, with its values."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.perf.api_alone"],
        cwd=BASE_DIR,
        env=server.environment(API),
        input=json.dumps({"paths": list(paths), "token": token}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(told.stdout)
    return found


def milliseconds_in_the_database(server: Server, statement: str, *, seconds: int) -> float:
    """What half of the statement's executions keep to, prepared, one after the other."""
    address = urlsplit(server.url(API))
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "statement.sql"
        script.write_text(f"{_without_colons(statement)};\n", encoding="utf-8")
        subprocess.run(
            [
                server.cluster.binaries / "pgbench", "--no-vacuum", "--protocol", "prepared",
                "--time", str(seconds), "--file", script, "--log", "--log-prefix", "took",
            ],
            cwd=folder,
            env={
                **os.environ,
                "PGHOST": str(address.hostname), "PGPORT": str(address.port), "PGUSER": API,
                "PGPASSWORD": unquote(str(address.password)), "PGDATABASE": DATABASE,
            },
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        (log,) = Path(folder).glob("took.*")
        microseconds = [float(line.split()[2]) for line in log.read_text().splitlines()]
    return median(microseconds) / 1000


def _without_colons(statement: str) -> str:
    """What follows a colon in a text would be a variable of pgbench's; comments may hold quotes."""
    statement = _COMMENT.sub("", statement)
    return _LITERAL.sub(
        lambda found: (
            "U&'" + found[1].replace("\\", "\\\\").replace(":", "\\003A") + "'"
            if ":" in found[1]
            else found[0]
        ),
        statement,
    )


def _main() -> None:
    """In a process that has our settings: the addresses come in, the statements go out."""
    import django

    django.setup()
    import psycopg
    from django.db import connection
    from django.test import Client

    asked = json.load(sys.stdin)
    client = Client(headers={"Authorization": f"Bearer {asked['token']}"}, SERVER_NAME="127.0.0.1")
    found = {}
    for path in asked["paths"]:
        sent: list[tuple[str, Any]] = []

        def note(execute, sql, params, many, context, sent=sent):  # type: ignore[no-untyped-def]
            sent.append((sql, params))
            return execute(sql, params, many, context)

        for _ in range(2):
            with connection.execute_wrapper(note):
                answer = client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")
        statement, values = sent[-1]
        found[path] = psycopg.ClientCursor(connection.connection).mogrify(statement, values)
    print(json.dumps(found))


if __name__ == "__main__":
    _main()
