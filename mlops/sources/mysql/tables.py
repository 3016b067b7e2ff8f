"""Which table holds which dataset, and how a row of it reads in the dataset's own terms.

Ids of the other database mean nothing here: rows name materials, sites and
suppliers by their codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NUMBER, CODE, INTEGER, DAY, FLAG = "number", "text", "integer", "date", "flag"


@dataclass(frozen=True)
class Table:
    """One dataset. columns: name in the dataset to (expression, type, column it needs or None, for
    one that every STOCK database has). dated: the column of a fact's day; amount: what is summed
    when both sides are compared."""

    dataset: str
    name: str
    joins: str
    columns: Mapping[str, tuple[str, str, str | None]]
    dated: str | None = None
    amount: str | None = None
    order: str = field(default="1")


def _own(name: str, kind: str, *, required: bool = False) -> tuple[str, str, str | None]:
    return f"one.{name}", kind, None if required else name


_ITEM = ("item.sku", CODE, None)
_SITE = ("site.code", CODE, None)
_SUPPLIER = ("supplier.code", CODE, None)
_JOIN_ITEM_SITE = (
    "JOIN dim_item AS item ON item.item_id = one.item_id"
    " JOIN dim_site AS site ON site.site_id = one.site_id"
)
# A rate may have been kept as a percentage: one above 1 says so for all of them.
_RATE = (
    "one.on_time_delivery_rate"
    " / (SELECT IF(MAX(on_time_delivery_rate) > 1, 100, 1) FROM dim_supplier)"
)

TABLES = (
    Table("regions", "dim_region", "", {
        "name": _own("name", CODE, required=True),
        "state_code": _own("state_code", CODE),
        "economic_zone": _own("economic_zone", CODE),
    }),
    Table("sites", "dim_site", "LEFT JOIN dim_region AS region USING (region_id)", {
        "code": _own("code", CODE, required=True),
        "name": _own("name", CODE, required=True),
        "region": ("region.name", CODE, "region_id"),
        "latitude": _own("latitude", NUMBER),
        "longitude": _own("longitude", NUMBER),
        "site_type": _own("site_type", CODE),
        "active": _own("active", FLAG),
    }),
    Table("suppliers", "dim_supplier", "", {
        "code": _own("code", CODE, required=True),
        "name": _own("name", CODE, required=True),
        "supplier_type": _own("supplier_type", CODE),
        "reliability_score": _own("reliability_score", NUMBER),
        "avg_lead_time_days": _own("avg_lead_time_days", INTEGER),
        "on_time_delivery_rate": (_RATE, NUMBER, "on_time_delivery_rate"),
        "active": _own("active", FLAG),
    }),
    Table("items", "dim_item", "", {
        "sku": _own("sku", CODE, required=True),
        "name": _own("name", CODE, required=True),
        "description": _own("description", CODE),
        "family": _own("family", CODE),
        "category": _own("category", CODE),
        "subcategory": _own("subcategory", CODE),
        "unit_measure": _own("unit_measure", CODE, required=True),
        "abc_class": _own("abc_class", CODE),
        "criticality": _own("criticality", INTEGER),
        "active": _own("active", FLAG),
        "min_order_qty": _own("min_order_qty", NUMBER),
        "max_order_qty": _own("max_order_qty", NUMBER),
    }),
    Table("demand", "fact_demand_daily",
        f"{_JOIN_ITEM_SITE} LEFT JOIN dim_supplier AS supplier"
        " ON supplier.supplier_id = one.supplier_id", {
        "full_date": _own("full_date", DAY, required=True),
        "sku": _ITEM,
        "site_code": _SITE,
        "supplier_code": ("supplier.code", CODE, "supplier_id"),
        "quantity": _own("quantity", NUMBER, required=True),
        "unit_cost": _own("unit_cost", NUMBER),
        "lead_time_days": _own("lead_time_days", INTEGER),
    }, dated="full_date", amount="quantity", order="one.item_id, one.site_id, one.full_date"),
    Table("inventory", "fact_inventory_daily", _JOIN_ITEM_SITE, {
        "full_date": _own("full_date", DAY, required=True),
        "sku": _ITEM,
        "site_code": _SITE,
        "current_stock": _own("current_stock", NUMBER, required=True),
        "safety_stock": _own("safety_stock", NUMBER),
        "reorder_point": _own("reorder_point", NUMBER),
        "days_to_rupture": _own("days_to_rupture", INTEGER),
    }, dated="full_date", amount="current_stock", order="one.item_id, one.site_id, one.full_date"),
    Table("orders", "fact_orders",
        f"{_JOIN_ITEM_SITE} JOIN dim_supplier AS supplier"
        " ON supplier.supplier_id = one.supplier_id", {
        "order_number": ("CONCAT('STOCK-', one.order_id)", CODE, None),
        "order_line": ("1", INTEGER, None),
        "order_date": _own("order_date", DAY, required=True),
        "sku": _ITEM,
        "supplier_code": _SUPPLIER,
        "site_code": _SITE,
        "quantity": _own("quantity", NUMBER, required=True),
        "unit_price": _own("unit_price", NUMBER),
        "status": _own("status", CODE, required=True),
        "expected_delivery_date": _own("expected_delivery_date", DAY),
        "actual_delivery_date": _own("actual_delivery_date", DAY),
    }, dated="order_date", amount="quantity", order="one.order_id"),
)  # fmt: skip


def select(table: Table, present: set[str]) -> tuple[str, dict[str, str]]:
    """The query, without its condition, and the type of each column; what is absent is left out."""
    chosen = {
        name: (expression, kind)
        for name, (expression, kind, needs) in table.columns.items()
        if needs is None or needs in present
    }
    listed = ", ".join(f"{expression} AS {name}" for name, (expression, _) in chosen.items())
    query = f"SELECT {listed} FROM {table.name} AS one {table.joins}"  # noqa: S608 - names of ours
    return query, {name: kind for name, (_, kind) in chosen.items()}
