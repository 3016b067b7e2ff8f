"""What readers see, in figures a test can compare."""

from typing import Any

from django.db import connection


def query(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def fingerprint() -> str:
    """Digest of every row that was published: dimensions, facts, outputs, pointers, audit rows."""
    tables = query(
        "SELECT c.oid::REGCLASS::TEXT FROM pg_class AS c"
        " WHERE relnamespace IN ('core'::REGNAMESPACE, 'analytics'::REGNAMESPACE)"
        " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1"
    )
    assert ("analytics.forecasts",) in tables
    digests = [f"{table} {_digest(f'SELECT * FROM {table}')}" for (table,) in tables]
    published = "SELECT * FROM support.load_runs WHERE status = 'PUBLISHED'"
    audited = "SELECT * FROM support.audit_logs"
    return "\n".join([*digests, _digest(published), _digest(audited)])


def _digest(rows: str) -> str:
    [(found,)] = query(
        "SELECT md5(coalesce(string_agg(found::TEXT, '|' ORDER BY found::TEXT), ''))"
        f" FROM ({rows}) AS found"
    )
    return str(found)


def champion() -> tuple[int, int] | None:
    """Run that readers see and how many forecasts it has."""
    rows = query(
        "SELECT run_id, (SELECT count(*) FROM analytics.forecasts f WHERE f.run_id = r.run_id)"
        " FROM analytics.model_runs r WHERE dataset = 'forecasts' AND status = 'CHAMPION'"
    )
    return rows[0] if rows else None


def leftovers() -> list[str]:
    """Tables that a load left in staging."""
    return [
        name
        for (name,) in query(
            "SELECT relname FROM pg_class WHERE relnamespace = 'staging'::REGNAMESPACE"
            " AND relkind = 'r' AND relname <> 'load_rejects' AND relname NOT LIKE 'replaced%%'"
        )
    ]
