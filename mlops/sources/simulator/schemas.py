"""Columns and order of the simulated unit's datasets."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

TEXT: Final = pa.string()
DATE: Final = pa.date32()
NUM: Final = pa.float64()
INT: Final = pa.int32()
BOOL: Final = pa.bool_()

REGIONS: Final = pa.schema([("name", TEXT), ("state_code", TEXT), ("economic_zone", TEXT)])

SITES: Final = pa.schema(
    [
        ("code", TEXT),
        ("name", TEXT),
        ("region", TEXT),
        ("latitude", NUM),
        ("longitude", NUM),
        ("site_type", TEXT),
        ("active", BOOL),
    ]
)

SUPPLIERS: Final = pa.schema(
    [
        ("code", TEXT),
        ("name", TEXT),
        ("supplier_type", TEXT),
        ("reliability_score", NUM),
        ("avg_lead_time_days", INT),
        ("on_time_delivery_rate", NUM),
        ("active", BOOL),
    ]
)

ITEMS: Final = pa.schema(
    [
        ("sku", TEXT),
        ("name", TEXT),
        ("description", TEXT),
        ("family", TEXT),
        ("category", TEXT),
        ("subcategory", TEXT),
        ("unit_measure", TEXT),
        ("abc_class", TEXT),
        ("criticality", INT),
        ("active", BOOL),
        ("min_order_qty", NUM),
        ("max_order_qty", NUM),
        ("unit_cost", NUM),
        ("unit_cost_source", TEXT),
        ("extra_attributes", TEXT),
    ]
)

DEMAND: Final = pa.schema(
    [
        ("full_date", DATE),
        ("sku", TEXT),
        ("site_code", TEXT),
        ("supplier_code", TEXT),
        ("quantity", NUM),
        ("unfulfilled_quantity", NUM),
        ("unit_cost", NUM),
        ("lead_time_days", INT),
    ]
)

INVENTORY: Final = pa.schema(
    [
        ("full_date", DATE),
        ("sku", TEXT),
        ("site_code", TEXT),
        ("current_stock", NUM),
        ("safety_stock", NUM),
        ("reorder_point", NUM),
        ("days_to_rupture", INT),
    ]
)

ORDERS: Final = pa.schema(
    [
        ("order_number", TEXT),
        ("order_line", INT),
        ("order_date", DATE),
        ("sku", TEXT),
        ("supplier_code", TEXT),
        ("site_code", TEXT),
        ("quantity", NUM),
        ("unit_price", NUM),
        ("status", TEXT),
        ("expected_delivery_date", DATE),
        ("actual_delivery_date", DATE),
    ]
)

# A dataset stands after everything its rows refer to, so a loader can read the list from the top.
DATASETS: Final[dict[str, pa.Schema]] = {
    "regions": REGIONS,
    "sites": SITES,
    "suppliers": SUPPLIERS,
    "items": ITEMS,
    "demand": DEMAND,
    "inventory": INVENTORY,
    "orders": ORDERS,
}
