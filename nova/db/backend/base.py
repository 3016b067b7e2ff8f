"""Django's PostgreSQL backend for tables that live in schemas: "core.dim_item" is two names."""

import select
from typing import Any, Self

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper
from psycopg import IsolationLevel
from psycopg.pq import TransactionStatus

from nova.db.lines import LINES, WatchedConnection
from nova.db.replica import REPLICA
from nova.db.timing import timed

SCHEMAS = frozenset({"core", "analytics", "support", "staging"})


class SchemaOperations(DatabaseOperations):
    def quote_name(self, name: str) -> str:
        """Quote schema and table apart, for the schemas of this project and no other dot."""
        schema, dot, table = name.partition(".")
        if dot and schema in SCHEMAS:
            return f"{super().quote_name(schema)}.{super().quote_name(table)}"
        return super().quote_name(name)


class PreparedCursor(psycopg.Cursor[Any]):
    """Statements that PostgreSQL plans once for each connection; values travel apart from them."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, **{"prepare": True, **options})


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = SchemaOperations

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self.execute_wrappers.append(timed)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django's; in a process whose lines are watched, one more of these."""
        if not LINES.watched:
            return super().get_new_connection(conn_params)
        self.isolation_level = IsolationLevel.READ_COMMITTED
        with LINES.waiting(None):
            line = WatchedConnection.connect(**conn_params)
        line.is_spare = self.alias == REPLICA
        return line

    def close_if_health_check_failed(self) -> None:
        """As Django's, before the first statement of a request, without a statement of its own."""
        django: Any = self  # its stubs leave these out
        if self.connection is None or not django.health_check_enabled or django.health_check_done:
            return
        if not self._is_listened_to():
            self.close()
        django.health_check_done = True

    def _is_listened_to(self) -> bool:
        """A server that went closed the connection, which is seen here; only one that said
        something unasked has to be asked."""
        if self.connection.closed:
            return False
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return not heard.poll(0) or self.is_usable()

    def prepared_cursor(self) -> CursorWrapper:
        """For statements that many requests ask: planning them costs more than their rows."""
        django: Any = self  # its stubs leave _prepare_cursor out
        django.close_if_health_check_failed()
        django.ensure_connection()
        with django.wrap_database_errors:
            cursor = PreparedCursor(django.connection)
        wrapped: CursorWrapper = django._prepare_cursor(cursor)
        return wrapped
