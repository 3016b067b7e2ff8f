"""Django's PostgreSQL backend for tables that live in schemas: "core.dim_item" is two names."""

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations

SCHEMAS = frozenset({"core", "analytics", "support", "staging"})


class SchemaOperations(DatabaseOperations):
    def quote_name(self, name: str) -> str:
        """Quote schema and table apart, for the schemas of this project and no other dot."""
        schema, dot, table = name.partition(".")
        if dot and schema in SCHEMAS:
            return f"{super().quote_name(schema)}.{super().quote_name(table)}"
        return super().quote_name(name)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = SchemaOperations
