"""The table of users audits itself: no program that writes it can leave the row out."""

import json
import os
from typing import Any

import psycopg
import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from nova.actors import command_actor
from support.models import AuditLog, User
from tests.databases import session
from tests.nova.audit.trail import NEVER_TOLD, NEW_PASSWORD, trail
from tests.support.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db


def only(rows: list[AuditLog]) -> AuditLog:
    (row,) = rows
    assert not [word for word in NEVER_TOLD if word in str(row.__dict__)]
    assert (row.entity_type, row.request_id, row.ip_address) == ("user", None, None)
    return row


def test_createsuperuser_leaves_a_row_in_the_name_of_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW_PASSWORD)
    with trail() as rows:
        call_command(
            "createsuperuser", "--noinput", "--username", "root", "--email", "root@example.com"
        )
    row = only(rows)
    assert (row.action, row.actor, row.entity_key) == ("USER_CREATED", command_actor(), "root")
    assert row.details == {
        "after": {
            "username": "root",
            "email": "root@example.com",
            "role": "ADMIN",
            "is_active": True,
        }
    }


def test_changepassword_leaves_a_row_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    a_user("ana")
    monkeypatch.setattr("getpass.getpass", lambda **_: NEW_PASSWORD)
    with trail() as rows:
        call_command("changepassword", "ana")
    row = only(rows)
    assert (row.action, row.actor, row.details) == ("PASSWORD_CHANGED", command_actor(), {})
    assert User.objects.get(username="ana").check_password(NEW_PASSWORD)


def test_demo_users_leave_a_row_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    users = {name: {"username": name, "password": NEW_PASSWORD, "role": "VIEWER"} for name in "ab"}
    read, write = os.pipe()
    os.write(write, json.dumps(users).encode())
    os.close(write)
    monkeypatch.setenv("NOVA_DEMO", "1")
    with os.fdopen(read) as given, trail() as rows:
        monkeypatch.setattr("sys.stdin", given)
        call_command("demo_users")
    assert [(row.action, row.entity_key) for row in rows] == [
        ("USER_CREATED", "a"),
        ("USER_CREATED", "b"),
    ]


DISARMED = """
CREATE OR REPLACE FUNCTION support.audit_user() RETURNS TRIGGER LANGUAGE plpgsql
AS $$ BEGIN RETURN NULL; END $$
"""
INSERTED = """
INSERT INTO support.users (username, email, password_hash, role)
VALUES ('eve', 'eve@example.com', 'x', 'ADMIN')
"""
STATEMENTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "made": (
        INSERTED,
        "USER_CREATED",
        {
            "after": {
                "username": "eve",
                "email": "eve@example.com",
                "role": "ADMIN",
                "is_active": True,
            }
        },
    ),
    "raised": (
        "UPDATE support.users SET role = 'ADMIN'",
        "USER_CHANGED",
        {"before": {"role": "VIEWER"}, "after": {"role": "ADMIN"}},
    ),
    "renamed": (
        "UPDATE support.users SET username = 'eve'",
        "USER_CHANGED",
        {"before": {"username": "ana"}, "after": {"username": "eve"}},
    ),
    "let see everything": (
        "UPDATE support.users SET scoped = NOT scoped",
        "USER_CHANGED",
        {"scoped": True},
    ),
    "given a password and a role": (
        "UPDATE support.users SET password_hash = 'x', role = 'ANALYST'",
        "USER_CHANGED",
        {"before": {"role": "VIEWER"}, "after": {"role": "ANALYST"}, "password": "replaced"},
    ),
    "given a password": (
        "UPDATE support.users SET password_hash = 'x', token_version = 9",
        "PASSWORD_CHANGED",
        {},
    ),
    "given a password in silence": (
        "UPDATE support.users SET password_hash = 'x'",
        "PASSWORD_REHASHED",
        {},
    ),
}


@pytest.mark.parametrize("role", ["nova_api", "nova_owner"])
@pytest.mark.parametrize("how", STATEMENTS)
def test_a_statement_past_every_program_leaves_its_row(how: str, role: str) -> None:
    statement, action, details = STATEMENTS[how]
    a_user("ana")
    with trail() as rows, connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        cursor.execute(statement)
        cursor.execute("RESET ROLE")
    row = only(rows)
    assert (row.action, row.details) == (action, details)


def test_a_removed_user_leaves_what_it_was() -> None:
    ana = a_user("ana")
    with trail() as rows, connection.cursor() as cursor:
        cursor.execute("DELETE FROM support.users WHERE user_id = %s", [ana.pk])
    row = only(rows)
    assert (row.action, row.entity_id, row.details["before"]["username"]) == (
        "USER_REMOVED",
        ana.pk,
        "ana",
    )


def test_who_tells_nothing_is_named_by_the_database_role() -> None:
    with session("nova_owner") as owner:
        owner.execute(INSERTED)
        last = "SELECT actor FROM support.audit_logs ORDER BY audit_id DESC LIMIT 1"
        assert owner.execute(last).fetchone() == ("db:nova_owner",)


@pytest.mark.parametrize("role", ["nova_api", "nova_loader"])
@pytest.mark.parametrize(
    "attack",
    [
        "ALTER TABLE support.users DISABLE TRIGGER audit_user",
        "DROP TRIGGER audit_user ON support.users",
        DISARMED,
        "ALTER FUNCTION support.audit_user() SET search_path = staging",
        "SET session_replication_role = 'replica'",
    ],
)
def test_the_processes_cannot_switch_it_off(attack: str, role: str) -> None:
    with session(role) as own, pytest.raises(psycopg.errors.InsufficientPrivilege):
        own.execute(attack)


def test_a_login_and_an_unchanged_user_leave_none() -> None:
    ana = a_user("ana")
    with trail() as rows:
        ana.save()
        ana.last_login = ana.created_at
        ana.save(update_fields=["last_login"])
    assert rows == []


def test_a_password_that_a_login_hashes_anew_is_no_new_password(settings: Settings) -> None:
    ana = a_user("ana")
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    with trail() as rows:
        assert authenticate(None, username="ana", password=PASSWORD)
    assert only(rows).action == "PASSWORD_REHASHED"
    assert User.objects.get(pk=ana.pk).token_version == 0
