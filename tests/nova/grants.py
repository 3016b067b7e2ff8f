"""Who may do what with which table: `python -m tests.nova.grants` writes the snapshot anew.

Partitions are left out: their parent's line speaks for them.
"""

import os
from pathlib import Path
from typing import Any

import psycopg

SNAPSHOT = Path(__file__).with_name("grants.txt")
ROLES = ("nova_api", "nova_loader", "nova_bi", "nova_audit")

TABLE_GRANTS = """
SELECT
  n.nspname || '.' || c.relname,
  grantee.name,
  concat_ws(' ',
    (
      SELECT string_agg(p.privilege, ' ' ORDER BY p.ordinal)
      FROM (VALUES (1, 'SELECT'), (2, 'INSERT'), (3, 'UPDATE'), (4, 'DELETE'), (5, 'TRUNCATE'),
                   (6, 'REFERENCES'), (7, 'TRIGGER')) AS p (ordinal, privilege)
      WHERE has_table_privilege(grantee.name, c.oid, p.privilege)
    ),
    (
      SELECT string_agg(format('%%s(%%s)', granted.privilege, granted.columns), ' ')
      FROM (
        SELECT p.privilege, string_agg(a.attname, ',' ORDER BY a.attnum) AS columns
        FROM (VALUES ('INSERT'), ('UPDATE'), ('SELECT')) AS p (privilege)
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE has_column_privilege(grantee.name, c.oid, a.attnum, p.privilege)
          AND NOT has_table_privilege(grantee.name, c.oid, p.privilege)
        GROUP BY p.privilege
        ORDER BY p.privilege
      ) AS granted
    )
  ) AS privileges
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN unnest(%(roles)s::TEXT[]) AS grantee (name)
WHERE n.nspname IN ('core', 'analytics', 'support', 'staging', 'public')
  AND c.relkind IN ('r', 'p', 'v', 'm')
  AND NOT c.relispartition
ORDER BY 1, 2
"""


def grants(connection: psycopg.Connection[Any]) -> str:
    """One line for each table and role that may do anything with it."""
    rows = connection.execute(TABLE_GRANTS, {"roles": list(ROLES)}).fetchall()
    return "".join(f"{table} {role} {may}\n" for table, role, may in rows if may)


def main() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        SNAPSHOT.write_text(grants(connection), encoding="utf-8")


if __name__ == "__main__":
    main()
