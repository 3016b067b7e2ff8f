"""Rights of the roles change on purpose or not at all; what nobody granted is denied when tried."""

import difflib
import re

import psycopg
import pytest
from psycopg import sql

from tests.databases import session, url_of
from tests.nova.grants import SNAPSHOT, grants

pytestmark = pytest.mark.django_db
LINES = [line.split(" ", 2) for line in SNAPSHOT.read_text(encoding="utf-8").splitlines()]
GRANTED = {(table, role): set(may.split()) for table, role, may in LINES}
TABLES = sorted({table for table, _ in GRANTED})
DENIED = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.WrongObjectType,  # a view cannot be written by anybody
    psycopg.errors.ObjectNotInPrerequisiteState,  # nor one that joins
)
TRIED = {
    "INSERT": "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE": "UPDATE {table} SET {column} = {column}",
    "DELETE": "DELETE FROM {table}",
    "TRUNCATE": "TRUNCATE {table}",
    "SELECT": "SELECT {column} FROM {table} LIMIT 0",
}


def test_the_rights_are_those_that_were_agreed_on() -> None:
    """When it is meant: DATABASE_URL=<a migrated database> python -m tests.nova.grants."""
    with session("nova_owner") as owner:
        held = grants(owner)
    agreed = SNAPSHOT.read_text(encoding="utf-8")
    assert "\n".join(difflib.unified_diff(agreed.splitlines(), held.splitlines(), n=0)) == ""


@pytest.mark.parametrize("role", ["nova_api", "nova_loader", "nova_bi"])
def test_what_was_not_granted_is_denied_when_tried(role: str) -> None:
    with session("nova_owner") as owner:
        columns = dict(
            owner.execute(
                "SELECT DISTINCT ON (attrelid) attrelid::REGCLASS::TEXT, attname FROM pg_attribute"
                " WHERE attnum > 0 AND NOT attisdropped AND attgenerated = ''"
                " AND attidentity <> 'a' ORDER BY attrelid, attnum DESC"
            ).fetchall()
        )
    went_through = []
    with psycopg.connect(url_of(role), autocommit=True) as own:
        own.execute("SET default_transaction_read_only = off")
        for table in TABLES:
            for privilege, statement in TRIED.items():
                held = GRANTED.get((table, role), set())
                if any(re.match(rf"{privilege}\b", one) for one in held):
                    continue
                name = columns.get(table) or columns[table.removeprefix("public.")]
                tried = sql.SQL(statement).format(
                    table=sql.Identifier(*table.split(".")), column=sql.Identifier(name)
                )
                own.execute("BEGIN")
                try:
                    own.execute(tried)
                    went_through.append(f"{privilege} {table}")
                except DENIED:
                    pass
                own.execute("ROLLBACK")
    assert went_through == []
