"""Views brought up to what was published; readers of a view go on meanwhile."""

from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError


def refresh(cursor: Any, views: Iterable[str]) -> dict[str, str]:
    """Views that could not be refreshed, with the reason; the others show the new run."""
    failed: dict[str, str] = {}
    for view in dict.fromkeys(views):
        try:
            cursor.execute("SELECT analytics.refresh_view(%s)", [view])
        except DatabaseError as error:
            failed[view] = str(error).partition("\n")[0]
    return failed
