"""Monthly partitions of the facts, as the catalogue has them: which there are, making the missing.

A fact is a table of the schema core that is partitioned by ranges of one column, its day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import OperationalError, connection, transaction
from psycopg import errors, sql

from core.errors import Exit, UpkeepError
from nova.db.sql import read_sql

MONTHS_AHEAD = 6
MONTHS_BACK = 0  # a load makes the past months it needs
ALARM_BELOW = 3
LOCK_TIMEOUT = "2s"
ATTACHED = "attached"
DETACHING = "detaching"
DETACHED = "detached"


@dataclass(frozen=True)
class Month:
    """The table of one month of a fact: next_month is the day after its last."""

    fact: str
    table: str
    first_day: date
    next_month: date
    state: str


@dataclass(frozen=True)
class Made:
    """Partitions made, by name; facts whose lock was not granted in time, with the reason."""

    partitions: tuple[str, ...]
    locked: Mapping[str, str]


def partitioned_facts() -> dict[str, str]:
    """Name of each fact, without its schema, and of the column it is partitioned by."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql("core", "partitioned_facts.sql"))
        return dict(cursor.fetchall())


def months_held() -> list[Month]:
    """Every month of every fact that has a table, whatever its state, by fact and day."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql("core", "partition_months.sql"))
        return [Month(*row) for row in cursor.fetchall()]


def ensure_months(*, today: date, months_ahead: int, months_back: int) -> Made:
    """Make the missing months around today; a fact that is locked does not keep the others."""
    made: list[str] = []
    locked: dict[str, str] = {}
    for fact in partitioned_facts():
        for month in months_around(today, -months_back, months_ahead):
            try:
                if _ensure_month(fact, month):
                    made.append(f"{fact}_{month:%Y_%m}")
            except OperationalError as error:
                if not isinstance(error.__cause__, errors.LockNotAvailable):
                    raise
                locked[fact] = str(error).partition("\n")[0]
                break  # its other months would wait for the same lock
    return Made(partitions=tuple(made), locked=locked)


def detach(parent: str, part: str, *, state: str, patience: str) -> None:
    """Take a part, both with their schema, from its table while others read and write.

    Nobody queues behind CONCURRENTLY. UpkeepError LOCKED when readers that began before go on
    longer than patience; the part is then detaching, or attached as before, as the message says.
    """
    if state == DETACHED:
        return
    form = "FINALIZE" if state == DETACHING else "CONCURRENTLY"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, FALSE)", [patience])
        try:
            cursor.execute(
                sql.SQL("ALTER TABLE {} DETACH PARTITION {} {}").format(
                    sql.Identifier(*parent.split(".")),
                    sql.Identifier(*part.split(".")),
                    sql.SQL(form),
                )
            )
        except OperationalError as error:
            if isinstance(error.__cause__, errors.LockNotAvailable):
                raise _still_read(parent, part, patience) from error
            raise
        finally:
            if connection.is_usable():
                cursor.execute("RESET lock_timeout")


def _still_read(parent: str, part: str, patience: str) -> UpkeepError:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = %s::REGCLASS", [part]
        )
        (is_pending,) = cursor.fetchone()
    return UpkeepError(
        "LOCKED",
        f"a transaction that began before still uses {parent} after {patience};"
        f" {part} is {DETACHING if is_pending else ATTACHED}: run it again when that one has ended",
        Exit.LOCKED,
    )


def months_ahead(*, today: date) -> dict[str, int]:
    """Whole months that each fact has after today's without a gap; empty without any fact."""
    there = {
        (month.fact, month.first_day)
        for month in months_held()
        if month.state == ATTACHED and month.next_month == next_month(month.first_day)
    }
    return {fact: _unbroken(fact, today, there) for fact in partitioned_facts()}


def shortage(ahead: Mapping[str, int]) -> str | None:
    """One sentence about the facts with fewer whole months ahead than the alarm asks for."""
    if not ahead:
        return "core has no partitioned fact: run manage.py migrate"
    short = [f"core.{fact} {count}" for fact, count in ahead.items() if count < ALARM_BELOW]
    if not short:
        return None
    return f"fewer than {ALARM_BELOW} whole months ahead: {', '.join(short)}"


def months_around(day: date, first: int, last: int) -> list[date]:
    """First days of the months from day's month + first to day's month + last."""
    start = day.year * 12 + day.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(start + first, start + last + 1)]


def next_month(day: date) -> date:
    """First day of the month after day's."""
    return months_around(day, 1, 1)[0]


def _ensure_month(fact: str, month: date) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [LOCK_TIMEOUT])
        cursor.execute("SELECT core.ensure_month(%s, %s)", [fact, month])
        return bool(cursor.fetchone()[0])


def _unbroken(fact: str, today: date, there: set[tuple[str, date]]) -> int:
    count = 0
    while (fact, months_around(today, count + 1, count + 1)[0]) in there:
        count += 1
    return count
