"""What the tests of the archive look at: tables of months, their rows, how a command ended."""

from datetime import date
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db import connection

FACTS = ("fact_demand_daily", "fact_inventory_daily", "fact_orders")
DAYS = (date(2003, 12, 1), date(2004, 1, 31))


class Outcome(NamedTuple):
    """How a command ended: exit code and what it said."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], name: str, *arguments: object) -> Outcome:
    capsys.readouterr()
    try:
        call_command(name, *map(str, arguments))
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    said = capsys.readouterr()
    return Outcome(code, said.out, said.err)


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def content(fact: str) -> list[str]:
    """Every row of a fact as PostgreSQL writes a record, all columns and microseconds."""
    found = rows(f"SELECT held::TEXT FROM core.{fact} AS held ORDER BY held::TEXT")
    return [text for (text,) in found]


def tables() -> list[str]:
    """Tables of the months of 2003 and 2004 that exist, attached or not."""
    found = rows(
        "SELECT relname::TEXT FROM pg_class WHERE relnamespace = 'core'::REGNAMESPACE"
        " AND relkind = 'r' AND relname ~ '_200[34]_[0-9]{2}$' ORDER BY relname"
    )
    return [name for (name,) in found]


def attached() -> list[str]:
    found = rows(
        "SELECT relname::TEXT FROM pg_class JOIN pg_inherits ON inhrelid = oid"
        " WHERE relname ~ '_200[34]_[0-9]{2}$' AND NOT inhdetachpending ORDER BY relname"
    )
    return [name for (name,) in found]


def structure(table: str) -> list[tuple[Any, ...]]:
    """Columns, keys, indexes and checks of a table, without the names PostgreSQL gives them."""
    return rows(
        "SELECT 'column', attname::TEXT, format_type(atttypid, atttypmod), attnotnull::TEXT,"
        "   coalesce(pg_get_expr(adbin, adrelid), '')"
        " FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
        " WHERE attrelid = %(table)s::REGCLASS AND attnum > 0 AND NOT attisdropped"
        " UNION ALL SELECT 'rule', pg_get_constraintdef(oid), contype::TEXT,"
        "   (conparentid <> 0)::TEXT, '' FROM pg_constraint WHERE conrelid = %(table)s::REGCLASS"
        " UNION ALL SELECT 'index', substring(pg_get_indexdef(indexrelid) FROM 'USING .*'),"
        "   indisunique::TEXT, relispartition::TEXT, '' FROM pg_index"
        "   JOIN pg_class ON oid = indexrelid WHERE indrelid = %(table)s::REGCLASS"
        " ORDER BY 1, 2, 3, 4, 5".replace("%(table)s", f"'core.{table}'")
    )


def audited(action: str) -> list[tuple[Any, ...]]:
    return rows(
        "SELECT entity_key, (details ->> 'rows')::INTEGER FROM support.audit_logs"
        " WHERE action = %s ORDER BY audit_id",
        action,
    )


def drop_months() -> None:
    for fact in FACTS:
        for (table,) in rows(
            "SELECT inhrelid::REGCLASS::TEXT FROM pg_inherits"
            " WHERE inhparent = %s::REGCLASS AND inhdetachpending",
            f"core.{fact}",
        ):
            execute(f"ALTER TABLE core.{fact} DETACH PARTITION {table} FINALIZE")
    for table in tables():
        execute(f"DROP TABLE core.{table}")
