"""What a table holds, as a number of rows and a sum that no order of rows changes."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[object, ...]]

# One row per table that holds rows of its own: partitions, not parents. What a materialized view
# holds is worked out anew when it is restored, so an older state of one would look like a loss.
_TABLES = """
SELECT namespace.nspname, relation.relname
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind = 'r'
  AND relation.relpersistence = 'p'
  AND namespace.nspname !~ '^pg_'
  AND namespace.nspname <> 'information_schema'
ORDER BY namespace.nspname, relation.relname
"""
_DIGEST = (
    "SELECT count(*), coalesce(sum(hashtextextended(stored::TEXT, 0)), 0)::TEXT FROM {} AS stored"
)


@dataclass(frozen=True)
class Digest:
    """rows: how many. content: the sum of 64-bit hashes of the rows as text, in decimal."""

    rows: int
    content: str


def tables(connection: Connection) -> list[str]:
    """ "schema.table" of everything that holds rows of its own, unlogged tables apart."""
    return [f"{schema}.{name}" for schema, name in connection.execute(_TABLES).fetchall()]


def digests(connection: Connection) -> Iterator[tuple[str, Digest]]:
    """Each table with its digest, as the connection's transaction sees it."""
    connection.execute("SET LOCAL timezone = 'UTC'")
    connection.execute("SET LOCAL extra_float_digits = 1")
    for name in tables(connection):
        table = sql.Identifier(*name.split(".", 1))
        rows, content = connection.execute(sql.SQL(_DIGEST).format(table)).fetchone() or (0, "0")
        yield name, Digest(int(str(rows)), str(content))
