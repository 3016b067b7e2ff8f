"""What happened: demand, stock, orders, values of market series."""

from mlops.contracts import Column, Dataset, Kind, Publication, Reference, Rule, Span, above
from mlops.dataset_entries.columns import (
    ITEM,
    SITE,
    SITE_CODE,
    SKU,
    SUPPLIER,
    choice,
    code,
    days,
    quantity,
)

DEMAND = Dataset(
    name="demand",
    title="Daily demand",
    target="core.fact_demand_daily",
    publication=Publication.UPSERT,
    cadence_days=1,
    key=("item_id", "site_id", "full_date", "supplier_id"),
    key_optional="supplier_id",
    references=(ITEM, SITE, SUPPLIER),
    dated="full_date",
    row_id="demand_id",
    records_run=True,
    measure="quantity",
    columns=(
        Column("full_date", Kind.DATE, "day of the demand"),
        SKU,
        SITE_CODE,
        code("supplier_code", "code of the supplier", nullable=True, required=False),
        quantity("quantity", "units served", nullable=False),
        quantity("unfulfilled_quantity", "units asked for and not served"),
        quantity("unit_cost", "cost of one unit", unit="BRL"),
        days("lead_time_days", "days from request to purchase or receipt"),
    ),
)


INVENTORY = Dataset(
    name="inventory",
    title="Daily inventory",
    target="core.fact_inventory_daily",
    publication=Publication.UPSERT,
    cadence_days=1,
    key=("item_id", "site_id", "full_date"),
    references=(ITEM, SITE),
    dated="full_date",
    row_id="inventory_id",
    records_run=True,
    measure="current_stock",
    columns=(
        Column("full_date", Kind.DATE, "day of the count, at its end"),
        SKU,
        SITE_CODE,
        Column("current_stock", Kind.NUMBER, "units in stock, negative when more left than came",
               unit="units"),
        quantity("safety_stock", "safety stock"),
        quantity("reorder_point", "reorder point"),
        days("days_to_rupture", "days until the stock runs out", high=36500),
    ),
)  # fmt: skip


ORDERS = Dataset(
    name="orders",
    title="Purchase order lines",
    target="core.fact_orders",
    publication=Publication.UPSERT,
    cadence_days=1,
    key=("order_number", "item_id", "supplier_id", "site_id", "order_date", "order_line"),
    references=(ITEM, SUPPLIER, SITE),
    dated="order_date",
    row_id="order_id",
    records_run=True,
    measure="quantity",
    rules=(
        Rule("DATE_ORDER", "actual_delivery_date", "delivered on or after the day of the order",
             ("actual_delivery_date", "order_date"), above("actual_delivery_date", "order_date")),
    ),
    columns=(
        code("order_number", "number of the order"),
        Column("order_line", Kind.INTEGER, "line within the order", low=1, high=1_000_000),
        Column("order_date", Kind.DATE, "day of the order"),
        SKU,
        code("supplier_code", "code of the supplier"),
        SITE_CODE,
        Column("quantity", Kind.NUMBER, "units ordered", low=0.0001, unit="units"),
        quantity("unit_price", "price of one unit", unit="BRL"),
        choice("status", "state of the line", "PLACED", "RECEIVED", "CANCELLED", "DELAYED",
                nullable=False),
        Column("expected_delivery_date", Kind.DATE, "day promised", required=False, nullable=True,
               span=Span.AHEAD),
        Column("actual_delivery_date", Kind.DATE, "day received", required=False, nullable=True),
    ),
)  # fmt: skip


MARKET_VALUES = Dataset(
    name="market_values",
    title="Market indicator values",
    target="core.fact_market_indicator",
    publication=Publication.UPSERT,
    cadence_days=7,
    key=("indicator_id", "full_date"),
    references=(
        Reference("indicator_code", "core.dim_market_indicator", "indicator_id", "code"),
    ),
    records_run=True,
    rules=(
        Rule("DATE_ORDER", "known_on", "a value is known on its day or later",
             ("known_on", "full_date"), above("known_on", "full_date")),
    ),
    columns=(
        Column("full_date", Kind.DATE, "day of the value"),
        code("indicator_code", "code of the series"),
        Column("value", Kind.NUMBER, "value, in the unit of the series"),
        Column("known_on", Kind.DATE, "day on which it was published", required=False,
               nullable=True),
    ),
)  # fmt: skip
