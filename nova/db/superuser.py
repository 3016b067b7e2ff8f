"""No process works as a superuser of the database where the settings forbid it."""

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


def stop_as_superuser() -> None:
    """Ends the start of a server; where a database does not answer, its first connection does."""
    for connection in connections.all():
        try:
            connection.ensure_connection()
        except OperationalError:
            continue
        connection.close()
