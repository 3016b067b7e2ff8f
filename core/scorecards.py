"""How suppliers kept their word; rates are drawn to the mean: three orders make no champion."""

from datetime import date, timedelta
from typing import Any

from nova.api.rows import Rows, sql_rows
from nova.api.scope import SiteScope
from nova.db.sql import read_sql

# A Beta prior as heavy as so many orders, with the mean of all suppliers: a supplier's own orders
# outweigh it from the twenty-first on.
PRIOR_ORDERS = 20
LONGEST_WAIT = timedelta(days=730)  # an order placed longer before the window is not looked for


def scorecards(
    names: tuple[str, ...],
    *,
    window: tuple[date, date],
    judged_on: date,
    supplier_id: int | None,
    scope: SiteScope,
) -> Rows:
    """Scorecards of all suppliers, or of one, the most reliable first. names: of the columns."""
    asked = {**_window(window, scope), "judged_on": judged_on, "prior_orders": PRIOR_ORDERS}
    statement = read_sql("core", "supplier_scorecards.sql")
    return sql_rows(statement, {**asked, "supplier_id": supplier_id}, names)


def lead_times(
    names: tuple[str, ...], *, window: tuple[date, date], supplier_id: int, scope: SiteScope
) -> Rows:
    """How long the lines received in the window took, and were promised to take."""
    statement = read_sql("core", "supplier_lead_times.sql")
    return sql_rows(statement, {**_window(window, scope), "supplier_id": supplier_id}, names)


def _window(window: tuple[date, date], scope: SiteScope) -> dict[str, Any]:
    first, last = window
    earliest = first - LONGEST_WAIT if first > date.min + LONGEST_WAIT else date.min
    return {
        "first": first,
        "last": last,
        "placed_from": earliest,
        "limited_to": scope.limited_to,
    }
