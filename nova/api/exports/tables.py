"""A list as it goes into a file: titles, rows one after the other, and what they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from django.db.models import QuerySet
from django.utils import timezone

from nova.api.exports.asked import Asked
from nova.api.exports.words import TITLES, Title
from nova.api.rows import Columns, Rows

CHUNK = 2000  # rows that the server-side cursor hands over at once

CONTENT = Title("Conteúdo", "Content")
MADE_AT = Title("Gerado em", "Made at")
FILTER = Title("Filtro", "Filter")
COLUMN = Title("Coluna", "Column")


@dataclass(frozen=True)
class Table:
    """rows are read once, from first to last; about: name and value, one line each."""

    titles: Sequence[str]
    rows: Iterable[Sequence[object]]
    count: int
    about: Sequence[tuple[str, object]]


def streamed(queryset: QuerySet[Any, Any], columns: Columns) -> Iterator[Sequence[object]]:
    """The rows by a server-side cursor, so that memory holds a chunk of them and no more."""
    yield from queryset.values_list(*columns.values()).iterator(chunk_size=CHUNK)


def told(rows: Rows | Sequence[Any]) -> tuple[tuple[str, ...], list[Sequence[object]]]:
    """Names and rows of an answer that is in memory anyway."""
    found: Sequence[Any] = orjson.loads(rows.text) if isinstance(rows, Rows) else rows
    named = rows.names if isinstance(rows, Rows) else ()
    names = named or (tuple(found[0]) if found else ())
    return names, [tuple(row[name] for name in names) for row in found]


def table(
    content: tuple[str, str],
    asked: Asked,
    *,
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    count: int,
    metadata: Mapping[str, object],
    definitions: Mapping[str, tuple[str, str]],
) -> Table:
    """content: what it is, and definitions what columns are, in Portuguese and English."""
    locale = asked.locale
    meant = {name: Title(*words).of(locale) for name, words in definitions.items()}
    columns = [(_title(name, locale), meant.get(name)) for name in names]
    about = [
        (CONTENT.of(locale), Title(*content).of(locale)),
        (MADE_AT.of(locale), timezone.localtime().isoformat(timespec="seconds")),
        *((_title(name, locale), told) for name, told in metadata.items() if _is_plain(told)),
        *((f"{FILTER.of(locale)} {name}", given) for name, given in asked.filters.items()),
        *((f"{COLUMN.of(locale)} {title}", meaning) for title, meaning in columns if meaning),
    ]
    return Table([title for title, _ in columns], rows, count, about)


def _title(name: str, locale: str) -> str:
    known = TITLES.get(name)
    return known.of(locale) if known else name


def _is_plain(value: object) -> bool:
    return value is not None and isinstance(value, str | int | float | Decimal | date)
