"""Whether the audit log is as it was written: each row carries the digest of all rows before it.

The chain alone cannot tell that its last rows were cut off, or that a superuser wrote it anew from
some row on. A head that was noted elsewhere can: it names a row and the digest it had.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection

from nova.db.sql import read_sql

MOST_FAULTS = 100


@dataclass(frozen=True)
class Head:
    """The last row of a chain, as it is noted elsewhere: 123:9f86d0…"""

    audit_id: int
    digest: str

    @classmethod
    def of(cls, text: str) -> "Head":
        """ValueError for another form."""
        if not (found := re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text)):
            raise ValueError(f"{text!r}: expected number:digest, such as verify_audit prints")
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.audit_id}:{self.digest}"


@dataclass(frozen=True)
class Fault:
    """code: EDITED, GAP_BEFORE, UNCHAINED, or CUT_OFF for a noted head that is not there."""

    audit_id: int
    code: str


@dataclass(frozen=True)
class Verdict:
    """row_count: rows there are; head: the last one, None of an empty log; at most 100 faults."""

    row_count: int
    head: Head | None
    faults: tuple[Fault, ...]


def verify(noted: Head | None = None) -> Verdict:
    """Reads the whole log once, in the order of its numbers."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql("support", "audit_faults.sql"), {"most": MOST_FAULTS})
        faults = [Fault(*row) for row in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM support.audit_logs")
        (row_count,) = cursor.fetchone()
        cursor.execute(
            "SELECT audit_id, encode(row_hash, 'hex')"
            " FROM support.audit_logs ORDER BY audit_id DESC LIMIT 1"
        )
        last = cursor.fetchone()
        if noted and not _holds(cursor, noted):
            faults.append(Fault(noted.audit_id, "CUT_OFF"))
    return Verdict(row_count, Head(*last) if last else None, tuple(faults))


def _holds(cursor: Any, noted: Head) -> bool:
    cursor.execute(
        "SELECT 1 FROM support.audit_logs WHERE audit_id = %s AND row_hash = decode(%s, 'hex')",
        [noted.audit_id, noted.digest],
    )
    return cursor.fetchone() is not None
