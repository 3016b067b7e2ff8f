"""The benchmarks' own PostgreSQL: a private cluster, and a database made anew from a template."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from nova.embedded import Cluster, find_binaries
from nova.provision import DATABASE, provision, role_url
from nova.roles import OWNER, role_of_command
from nova.settings.env import BASE_DIR

TEMPLATE = "bench_company"
# What a shell may hold for the demo or for production must not change what is measured.
_FOREIGN = ("LOAD_", "PG", "DATABASE_URL", "PROCUREMENT", "NOVA_DB_ROLE")

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Server:
    """A private cluster below `folder`, where its files and secrets lie."""

    folder: Path
    cluster: Cluster

    @classmethod
    def at(cls, folder: Path) -> "Server":
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, Cluster(folder, find_binaries()))

    def start(self) -> None:
        """Running, with an empty database that has the schema."""
        self.cluster.ensure_running()
        self._drop(DATABASE)
        provision(self.cluster.admin_url, self.folder)
        self.manage("migrate", "-v0")

    def resume(self, made: str) -> bool:
        """Running with the database that say_made() left, and brought up to this code's schema;
        False where it holds something else.
        """
        self.cluster.ensure_running()
        with psycopg.connect(self.cluster.admin_url, autocommit=True) as connection:
            told = connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [DATABASE],
            ).fetchone()
        if told != (made,):
            return False
        provision(self.cluster.admin_url, self.folder)
        self.manage("migrate", "-v0")
        return True

    def say_made(self, made: str) -> None:
        """What the database holds now, for a later resume()."""
        with self.admin() as connection:
            connection.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(DATABASE), made)
            )

    def keep_as_template(self) -> None:
        """What the database holds now is what fresh() brings back."""
        with self.admin() as connection:
            connection.execute("VACUUM (ANALYZE)")
        self._drop(TEMPLATE)
        self._copy(TEMPLATE, of=DATABASE)

    def fresh(self) -> None:
        """The database as keep_as_template found it."""
        self._drop(DATABASE)
        self._copy(DATABASE, of=TEMPLATE)

    def stop(self) -> None:
        self.cluster.stop()

    def url(self, role: str) -> str:
        return role_url(self.cluster.admin_url, self.folder, role=role)

    def connect(self, role: str) -> Connection:
        return psycopg.connect(self.url(role), autocommit=True)

    def admin(self) -> Connection:
        """The database as the superuser, who may make checkpoints and the peers' tables."""
        address = urlsplit(self.cluster.admin_url)._replace(path=f"/{DATABASE}")
        return psycopg.connect(address.geturl(), autocommit=True)

    def version(self) -> str:
        with self.admin() as connection:
            number = connection.info.server_version
        return f"PostgreSQL {number // 10_000}.{number % 10_000}"

    def environment(self, role: str) -> dict[str, str]:
        """Environment of a process of the product under one database role."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)}
        return {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "nova.settings.dev",
            "NOVA_DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url(role),
        }

    def psql_environment(self) -> Mapping[str, str]:
        """Environment of psql as the superuser: no password shows in a list of processes."""
        address = urlsplit(self.cluster.admin_url)
        return {
            "PGHOST": str(address.hostname),
            "PGPORT": str(address.port),
            "PGUSER": str(address.username),
            "PGPASSWORD": unquote(str(address.password)),
            "PGDATABASE": DATABASE,
        }

    def manage(self, *arguments: str) -> None:
        """A management command under its own role; CalledProcessError when it fails."""
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=self.environment(role_of_command(arguments)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def _drop(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _copy(self, name: str, *, of: str) -> None:
        self._execute("CREATE DATABASE {} TEMPLATE {} OWNER {}", name, of, OWNER)

    def _execute(self, form: str, *names: str) -> None:
        with psycopg.connect(self.cluster.admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL(form).format(*map(sql.Identifier, names)))
