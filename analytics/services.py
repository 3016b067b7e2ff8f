"""Writes on what readers see of the outputs."""

from typing import Any

from django.db import Error, transaction


def refresh_view(cursor: Any, view: str) -> str | None:
    """Bring a materialized view up to its tables while readers go on; why it failed, None: it did
    not. What the tables hold is published either way, so a failure is told and not raised.
    """
    try:
        with transaction.atomic():
            cursor.execute("SELECT analytics.refresh_view(%s)", [view])
    except Error as error:
        return str(error).partition("\n")[0]
    return None
