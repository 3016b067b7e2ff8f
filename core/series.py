"""Series of one item at one site, the hottest reads: worded once here, and not anew by the ORM."""

from collections.abc import Mapping
from typing import Any

from nova.api.rows import Rows, sql_rows
from nova.api.scope import SiteScope
from nova.db.sql import read_sql

DEMAND = "demand_series.sql"
INVENTORY = "inventory_series.sql"
COLUMNS = {
    DEMAND: ("full_date", "quantity"),
    INVENTORY: (
        "full_date",
        "current_stock",
        "safety_stock",
        "reorder_point",
        "days_to_rupture",
    ),
}


def series(name: str, asked: Mapping[str, Any], scope: SiteScope) -> Rows:
    """Days of the pair and window that were asked for, in order; none of a site not to be seen."""
    values = {
        "item_id": asked["item_id"],
        "site_id": asked["site_id"],
        "first": asked["start_date"],
        "last": asked["end_date"],
        "limited_to": scope.limited_to,
    }
    return sql_rows(read_sql("core", name), values, COLUMNS[name], prepared=True)
