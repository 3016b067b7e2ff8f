"""Envelopes: the rows of an answer and what they are a part of."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from nova.api.caching import known
from nova.api.cursors import Key, after, next_cursor
from nova.api.rows import Columns, Rows, Statement, rows_of, statement_of
from nova.kept import Kept


def envelope(rows: Rows | Sequence[object], **metadata: object) -> dict[str, object]:
    """Envelope of rows; total_count is their number unless the metadata say otherwise."""
    count, data = (rows.count, rows.json) if isinstance(rows, Rows) else (len(rows), rows)
    return {"status": "success", "data": data, "metadata": {"total_count": count, **metadata}}


Counting = Callable[[str | None], int]  # of the rows there are in a version of the data


_wholes: Kept[Hashable, "Whole"] = Kept(most=2_000)


@dataclass(frozen=True)
class Whole:
    """A list as it is asked of the database page by page, and how it is counted."""

    rows: Statement
    count: Counting

    def page(self, asked: Mapping[str, Any]) -> Statement:
        """The page that asked names by limit and offset."""
        text, values = self.rows.text, tuple(self.rows.values)
        if text is None:
            return self.rows
        if not asked["offset"]:  # a plan for the first page reads no more than its rows
            return replace(self.rows, text=f"{text} LIMIT {asked['limit']:d}")
        deeper = f"{text} LIMIT {asked['limit']:d} OFFSET %s"
        return replace(self.rows, text=deeper, values=(*values, asked["offset"]))


def whole_of(queryset: QuerySet[Any, Any], columns: Columns) -> Whole:
    return Whole(statement_of(queryset, columns), counting(queryset))


def kept_whole(name: Hashable, found: Callable[[], QuerySet[Any, Any]], columns: Columns) -> Whole:
    """The list of that name, worded when it is asked for first; another name for whatever its
    statement depends on."""
    whole = _wholes.get(name)
    if whole is None:
        whole = whole_of(found(), columns)
        _wholes.put(name, whole)
    return whole


def rows_of_page(
    queryset: QuerySet[Any, Any], columns: Columns, asked: Mapping[str, Any], key: Key | None = None
) -> Rows:
    """The page that asked names by limit and offset, or by the cursor of its key."""
    limit, offset = asked["limit"], asked["offset"]
    if key and "cursor" in asked:
        return rows_of(after(queryset, asked["cursor"], key)[:limit], columns)
    return rows_of(queryset[offset : offset + limit], columns)


def counting(queryset: QuerySet[Any, Any]) -> Counting:
    """Counts the rows of the whole, with a version of the data once for all who ask the same.

    They are known by the statement itself, so filters and scope are in its name.
    """
    counted = queryset.order_by()
    try:
        statement, values = counted.query.sql_with_params()
    except EmptyResultSet:
        return lambda _version: 0
    question = f"count {statement} {values!r}"
    return lambda version: known(version, question, counted.count)


def paged(
    rows: Rows,
    asked: Mapping[str, Any],
    count: Callable[[], int],
    *,
    key: Key | None = None,
    metadata: Mapping[str, object] = MappingProxyType({}),
) -> dict[str, object]:
    """Envelope of a page's rows; a page of a list with a key tells the cursor of the next.

    Counts the whole only where the page does not show where it ends.
    """
    limit = asked["limit"]
    if key and "cursor" in asked:
        place = {"total_count": count(), "limit": limit, "offset": None, "page": None}
        goes_on = rows.count == limit
    else:
        place = _place(rows, limit, asked["offset"], count)
        in_key_order = key is not None and asked.get("order_by", key[0]) == key[0]
        goes_on = in_key_order and 0 < rows.count < place["total_count"] - place["offset"]
    if key:
        return envelope(
            rows, **metadata, **place, next_cursor=next_cursor(rows, key) if goes_on else None
        )
    return envelope(rows, **metadata, **place)


def _place(rows: Rows, limit: int, offset: int, count: Callable[[], int]) -> dict[str, Any]:
    """Where a page lies in the whole."""
    ends_here = rows.count < limit and (rows.count > 0 or offset == 0)
    total = offset + rows.count if ends_here else count()
    return {"total_count": total, "limit": limit, "offset": offset, "page": offset // limit + 1}
