"""The per-line report: what was said about which row of the sheet."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from mlops.sources.procurement.layout import Cell

LOADED = "loaded"
SERVICE = "service"
REJECTED = "rejected"
DUPLICATE = "duplicate"
WARNING = "warning"

MAX_VALUE_LENGTH = 200


class LineNote(NamedTuple):
    """One remark on one sheet row: its outcome when it wasn't loaded, or a warning."""

    row: int
    outcome: str
    code: str
    column: str | None
    value: Cell | None
    message: str


def printable(remark: LineNote) -> dict[str, object]:
    """The remark as a report row, its value and message cut and safe to print."""
    shown = None if remark.value is None else _printable(_as_seen(remark.value))
    return remark._asdict() | {"value": shown, "message": _printable(remark.message)}


def count_codes(notes: Iterable[LineNote], outcome: str) -> dict[str, int]:
    """Remarks per code under one outcome, codes in alphabetical order."""
    counts = Counter(remark.code for remark in notes if remark.outcome == outcome)
    return dict(sorted(counts.items()))


def _as_seen(value: Cell) -> str:
    # The parser hands out every number as a float; 10409 reads better than 10409.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _printable(text: str) -> str:
    """At most 200 characters, with control and invisible characters as \\x or \\u escapes."""
    shown = "".join(_escaped(character) for character in text[:MAX_VALUE_LENGTH])
    return shown[:MAX_VALUE_LENGTH]


def _escaped(character: str) -> str:
    if unicodedata.category(character)[0] not in "CZ" or character == " ":
        return character
    return character.encode("unicode_escape").decode("ascii")
