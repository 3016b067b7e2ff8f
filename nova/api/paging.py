"""Envelopes: the rows of an answer and what they are a part of."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from nova.api.caching import known
from nova.api.cursors import Key, after, next_cursor
from nova.api.rows import Columns, Rows, rows_of


def envelope(rows: Rows | Sequence[object], **metadata: object) -> dict[str, object]:
    """Envelope of rows; total_count is their number unless the metadata say otherwise."""
    count, data = (rows.count, rows.json) if isinstance(rows, Rows) else (len(rows), rows)
    return {"status": "success", "data": data, "metadata": {"total_count": count, **metadata}}


def page_of(
    queryset: QuerySet[Any, Any],
    columns: Columns,
    asked: Mapping[str, Any],
    version: str | None = None,
    *,
    key: Key | None = None,
    prepared: bool = False,
    metadata: Mapping[str, object] = MappingProxyType({}),
) -> dict[str, object]:
    """Envelope of the page that asked names by limit and offset, or by the cursor of its key.

    Counts the whole only when the page does not show where it ends, and with the version of the
    data once for all who ask the same. A page of a list with a key tells the cursor of the next.
    """
    limit, offset = asked["limit"], asked["offset"]
    if key and "cursor" in asked:
        return _behind_cursor(queryset, columns, asked, key=key, version=version, metadata=metadata)
    rows = rows_of(queryset[offset : offset + limit], columns, prepared=prepared)
    ends_here = rows.count < limit and (rows.count > 0 or offset == 0)
    total = offset + rows.count if ends_here else count_of(queryset, version)
    page = {"total_count": total, "limit": limit, "offset": offset, "page": offset // limit + 1}
    if key:
        in_key_order = asked.get("order_by", key[0]) == key[0]
        goes_on = in_key_order and offset + rows.count < total and rows.count > 0
        page["next_cursor"] = next_cursor(rows, key) if goes_on else None
    return envelope(rows, **metadata, **page)


def _behind_cursor(
    queryset: QuerySet[Any, Any],
    columns: Columns,
    asked: Mapping[str, Any],
    *,
    key: Key,
    version: str | None,
    metadata: Mapping[str, object],
) -> dict[str, object]:
    limit = asked["limit"]
    rows = rows_of(after(queryset, asked["cursor"], key)[:limit], columns)
    return envelope(
        rows,
        **metadata,
        total_count=count_of(queryset, version),
        limit=limit,
        offset=None,
        page=None,
        next_cursor=next_cursor(rows, key) if rows.count == limit else None,
    )


def count_of(queryset: QuerySet[Any, Any], version: str | None) -> int:
    """Rows of the whole; known by the statement itself, so filters and scope are in its name."""
    counted = queryset.order_by()
    try:
        statement, values = counted.query.sql_with_params()
    except EmptyResultSet:
        return 0
    return known(version, f"count {statement} {values!r}", counted.count)
