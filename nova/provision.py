"""Roles and database on a PostgreSQL server, so that each process gets a URL of its own."""

from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

from nova.keys import secret
from nova.roles import LOGIN_ROLES, OWNER

ROLES_SQL = Path(__file__).parent / "db" / "roles.sql"
DATABASE = "nova"


def provision(admin_url: str, data_dir: Path, *, name: str = DATABASE) -> None:
    """Create the roles and, when missing, the database. Needs an account that may create both.

    Safe to repeat: an existing database is left alone, passwords are set to the kept secrets.
    """
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=5) as connection:
        connection.execute(ROLES_SQL.read_bytes())
        for role in LOGIN_ROLES:
            connection.execute(
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(secret(data_dir, role))
                )
            )
        # Tests create and drop databases of their own as the owner.
        connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
        if not _exists(connection, name):
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )


def database_exists(admin_url: str, name: str) -> bool:
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=5) as connection:
        return _exists(connection, name)


def _exists(connection: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def role_url(admin_url: str, data_dir: Path, *, role: str, name: str = DATABASE) -> str:
    """URL of the same server for one role, with the password kept for it."""
    address = urlsplit(admin_url)
    password = quote(secret(data_dir, role), safe="")
    place = address.netloc.rpartition("@")[2]  # host and port as they were given
    return address._replace(netloc=f"{role}:{password}@{place}", path=f"/{name}").geturl()
