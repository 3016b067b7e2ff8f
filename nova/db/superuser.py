"""Where the settings forbid it, no process works as a superuser of the database, and no server as
who may migrate or load."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from nova.db.replica import PRIMARY, REPLICA

VARIABLES = {PRIMARY: "DATABASE_URL", REPLICA: "REPLICA_URL"}


def refuse_superuser(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receives each new connection; the server has said already whether its role is a superuser."""
    if not settings.REFUSE_DATABASE_SUPERUSER:
        return
    if connection.connection.info.parameter_status("is_superuser") == "on":
        connection.close()
        raise ImproperlyConfigured(
            f"{VARIABLES[connection.alias]}: its role is a superuser of PostgreSQL, whom no grant"
            " holds back; use nova_api, nova_loader or nova_owner (nova/db/roles.sql)"
        )


def watch_connections() -> None:
    connection_created.connect(refuse_superuser, dispatch_uid="nova.refuse_superuser")


def stop_as_superuser(*, or_as: Collection[str]) -> None:
    """Ends the start of a server; where a database does not answer, its first connection does.

    or_as: roles that a server may not have either.
    """
    for connection in connections.all():
        try:
            connection.ensure_connection()
            _refuse_mightier(connection, or_as)
        except OperationalError:
            continue
        connection.close()


def _refuse_mightier(connection: BaseDatabaseWrapper, roles: Collection[str]) -> None:
    """Whoever breaks into the server has its role, which therefore is the API's."""
    if not settings.REFUSE_DATABASE_SUPERUSER:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user FROM pg_roles WHERE rolname = ANY (%s)"
            " AND pg_has_role(oid, 'MEMBER') LIMIT 1",
            [list(roles)],
        )
        found = cursor.fetchone()
    if found:
        connection.close()
        raise ImproperlyConfigured(
            f"{VARIABLES[connection.alias]}: {found[0]} may change what the API only reads;"
            " the server works as nova_api (nova/db/roles.sql)"
        )
