"""The five datasets of a procurement unit, in the order their keys depend on each other."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator

import pyarrow as pa

from mlops.sources.procurement.cells import QUANTITY_DECIMALS
from mlops.sources.procurement.item_choice import chosen_items
from mlops.sources.procurement.purchase_lines import UNKNOWN_SITE, PurchaseLine
from mlops.sources.procurement.sites import DEPOT_UNRELIABLE, UNKNOWN_SITE_NAME, site_type

Row = dict[str, object]

_TEXT, _NUMBER, _WHOLE, _DATE, _FLAG = (
    pa.string(),
    pa.float64(),
    pa.int32(),
    pa.date32(),
    pa.bool_(),
)

# A column no row fills is one the workbook can't answer: no price, stock or delivery in it.
SCHEMAS: dict[str, pa.Schema] = {
    "sites": pa.schema(
        {
            "code": _TEXT,
            "name": _TEXT,
            "region": _TEXT,
            "latitude": _NUMBER,
            "longitude": _NUMBER,
            "site_type": _TEXT,
            "active": _FLAG,
            "data_quality_note": _TEXT,
        }
    ),
    "suppliers": pa.schema(
        {
            "code": _TEXT,
            "name": _TEXT,
            "supplier_type": _TEXT,
            "reliability_score": _NUMBER,
            "avg_lead_time_days": _WHOLE,
            "on_time_delivery_rate": _NUMBER,
            "active": _FLAG,
        }
    ),
    "items": pa.schema(
        {
            "sku": _TEXT,
            "name": _TEXT,
            "description": _TEXT,
            "family": _TEXT,
            "category": _TEXT,
            "subcategory": _TEXT,
            "unit_measure": _TEXT,
            "abc_class": _TEXT,
            "criticality": _WHOLE,
            "active": _FLAG,
            "min_order_qty": _NUMBER,
            "max_order_qty": _NUMBER,
            "unit_cost": _NUMBER,
            "unit_cost_source": _TEXT,
            "extra_attributes": _TEXT,
        }
    ),
    "orders": pa.schema(
        {
            "order_number": _TEXT,
            "order_line": _WHOLE,
            "order_date": _DATE,
            "sku": _TEXT,
            "supplier_code": _TEXT,
            "site_code": _TEXT,
            "quantity": _NUMBER,
            "unit_price": _NUMBER,
            "status": _TEXT,
            "expected_delivery_date": _DATE,
            "actual_delivery_date": _DATE,
        }
    ),
    "demand": pa.schema(
        {
            "full_date": _DATE,
            "sku": _TEXT,
            "site_code": _TEXT,
            "supplier_code": _TEXT,
            "quantity": _NUMBER,
            "unfulfilled_quantity": _NUMBER,
            "unit_cost": _NUMBER,
            "lead_time_days": _WHOLE,
        }
    ),
}


def unit_datasets(lines: list[PurchaseLine]) -> dict[str, pa.Table]:
    """Tables by dataset name, parents first; only what a loaded line refers to is in them."""
    rows = {
        "sites": _sites(lines),
        "suppliers": _suppliers(lines),
        "items": _items(lines),
        "orders": _orders(lines),
        "demand": _demand(lines),
    }
    return {
        name: pa.Table.from_pylist(list(rows[name]), schema=schema)
        for name, schema in SCHEMAS.items()
    }


def _sites(lines: list[PurchaseLine]) -> Iterator[Row]:
    for code in sorted({line.site for line in lines}):
        yield {
            "code": code,
            "name": UNKNOWN_SITE_NAME if code == UNKNOWN_SITE else code,
            "site_type": site_type(code),
            "active": True,
            "data_quality_note": DEPOT_UNRELIABLE,
        }


def _suppliers(lines: list[PurchaseLine]) -> Iterator[Row]:
    for code in sorted({line.supplier for line in lines}):
        yield {"code": code, "name": code, "active": True}


def _items(lines: list[PurchaseLine]) -> Iterator[Row]:
    for item in chosen_items(lines):
        extras = {"units_seen": item.units_seen} if item.units_seen else {}
        yield {
            "sku": item.sku,
            "name": item.name,
            "family": item.family,
            "unit_measure": item.unit,
            "active": True,
            "extra_attributes": json.dumps(extras, ensure_ascii=False),
        }


def _orders(lines: list[PurchaseLine]) -> Iterator[Row]:
    """One row per line, in sheet order; order_line tells apart lines that share their key."""
    occurrences: Counter[tuple[object, ...]] = Counter()
    for line in lines:
        key = (line.request, line.sku, line.supplier, line.site, line.purchased_on)
        occurrences[key] += 1
        yield {
            "order_number": line.request,
            "order_line": occurrences[key],
            "order_date": line.purchased_on,
            "sku": line.sku,
            "supplier_code": line.supplier,
            "site_code": line.site,
            "quantity": line.quantity,
            "status": "PLACED",
        }


def _demand(lines: list[PurchaseLine]) -> Iterator[Row]:
    """One row per request day, item, site and supplier: what was asked for that day."""
    groups: dict[tuple[object, ...], list[PurchaseLine]] = {}
    for line in sorted(lines, key=lambda line: (line.requested_on, line.sku, line.row)):
        groups.setdefault((line.requested_on, line.sku, line.site, line.supplier), []).append(line)
    for (requested_on, sku, site, supplier), group in groups.items():
        asked = math.fsum(line.quantity for line in group)
        yield {
            "full_date": requested_on,
            "sku": sku,
            "site_code": site,
            "supplier_code": supplier,
            "quantity": round(asked, QUANTITY_DECIMALS),
            "lead_time_days": _mean_lead_time(group),
        }


def _mean_lead_time(group: list[PurchaseLine]) -> int | None:
    """Mean days of the lines that measure one, halves rounded up; None when none does."""
    measured = [days for line in group if (days := line.lead_time_days) is not None]
    if not measured:
        return None
    return (2 * sum(measured) + len(measured)) // (2 * len(measured))
