"""The table of datasets: everything that can be loaded, and nowhere else a list of it."""

from mlops.contracts import (
    Column,
    Dataset,
    Kind,
    Publication,
    Reference,
    Rule,
    Span,
    above,
    day_after_moment,
    not_after,
)

STATES = (
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA",
    "PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
)  # fmt: skip

_ITEM = Reference("sku", "core.dim_item", "item_id", "sku", surrogate="item_id", has_active=True)
_SITE = Reference(
    "site_code", "core.dim_site", "site_id", "code", surrogate="site_id", has_active=True
)
_SUPPLIER = Reference("supplier_code", "core.dim_supplier", "supplier_id", "code")
_REGION = Reference("region", "core.dim_region", "region_id", "name")


def _code(name: str, meaning: str, *, nullable: bool = False, required: bool = True) -> Column:
    return Column(name, Kind.CODE, meaning, nullable=nullable, required=required, max_length=64)


def _text(name: str, meaning: str, *, nullable: bool = True, max_length: int = 2000) -> Column:
    return Column(
        name, Kind.TEXT, meaning, required=not nullable, nullable=nullable, max_length=max_length
    )


def _choice(name: str, meaning: str, *choices: str, nullable: bool = True) -> Column:
    return Column(
        name,
        Kind.TEXT,
        meaning,
        required=not nullable,
        nullable=nullable,
        choices=frozenset(choices),
    )


def _quantity(name: str, meaning: str, *, nullable: bool = True, unit: str = "units") -> Column:
    return Column(
        name, Kind.NUMBER, meaning, required=not nullable, nullable=nullable, low=0, unit=unit
    )


def _days(name: str, meaning: str, *, high: int = 3650) -> Column:
    return Column(
        name, Kind.INTEGER, meaning, required=False, nullable=True, low=0, high=high, unit="days"
    )


_ACTIVE = Column("active", Kind.FLAG, "whether it is in use", required=False, nullable=False)
_SKU = _code("sku", "code of the material")
_SITE_CODE = _code("site_code", "code of the site")

REGIONS = Dataset(
    name="regions",
    title="Regions",
    target="core.dim_region",
    publication=Publication.UPSERT,
    key=("name",),
    columns=(
        _code("name", "name of the region"),
        _choice("state_code", "two-letter state", *STATES),
        _text("economic_zone", "economic zone"),
    ),
)

SITES = Dataset(
    name="sites",
    title="Sites",
    target="core.dim_site",
    publication=Publication.UPSERT,
    key=("code",),
    touch_updated_at=True,
    references=(_REGION,),
    columns=(
        _code("code", "code of the site"),
        _text("name", "name of the site", nullable=False, max_length=500),
        _code("region", "name of its region", nullable=True, required=False),
        Column("latitude", Kind.NUMBER, "latitude", required=False, nullable=True,
               low=-90, high=90, decimals=6, unit="degrees", example=(-12.9714,)),
        Column("longitude", Kind.NUMBER, "longitude", required=False, nullable=True,
               low=-180, high=180, decimals=6, unit="degrees", example=(-38.5014,)),
        _choice("site_type", "what kind of place it is", "WAREHOUSE", "STORE",
                "DISTRIBUTION_CENTER", "TOWER", "OFFICE", "TECHNICIAN", "UNKNOWN"),
        _ACTIVE,
        _text("data_quality_note", "code of a known doubt about the site's figures"),
    ),
)  # fmt: skip

SUPPLIERS = Dataset(
    name="suppliers",
    title="Suppliers",
    target="core.dim_supplier",
    publication=Publication.UPSERT,
    key=("code",),
    touch_updated_at=True,
    columns=(
        _code("code", "code of the supplier"),
        _text("name", "name of the supplier", nullable=False, max_length=500),
        _choice("supplier_type", "where it delivers from", "DOMESTIC", "IMPORT", "HYBRID"),
        Column("reliability_score", Kind.NUMBER, "reliability", required=False, nullable=True,
               low=0, high=100, unit="score 0–100"),
        _days("avg_lead_time_days", "average lead time"),
        Column("on_time_delivery_rate", Kind.NUMBER, "share of deliveries on time",
               required=False, nullable=True, low=0, high=1, is_share=True, unit="fraction"),
        _ACTIVE,
    ),
)  # fmt: skip

ITEMS = Dataset(
    name="items",
    title="Materials",
    target="core.dim_item",
    publication=Publication.UPSERT,
    key=("sku",),
    touch_updated_at=True,
    rules=(
        Rule("RANGE_ORDER", "max_order_qty", "the most to order is at least the least to order",
             ("max_order_qty", "min_order_qty"), above("max_order_qty", "min_order_qty")),
    ),
    columns=(
        _SKU,
        _text("name", "name of the material", nullable=False, max_length=500),
        _text("description", "longer description"),
        _text("family", "family"),
        _text("category", "category"),
        _text("subcategory", "subcategory"),
        _text("unit_measure", "unit of measure", nullable=False, max_length=20),
        _choice("abc_class", "ABC class", "A", "B", "C"),
        Column("criticality", Kind.INTEGER, "criticality", required=False, nullable=True,
               low=0, high=10, unit="score 0–10"),
        _ACTIVE,
        _quantity("min_order_qty", "least quantity a supplier accepts"),
        _quantity("max_order_qty", "largest quantity to order at once"),
        _quantity("unit_cost", "cost of one unit", unit="BRL"),
        _text("unit_cost_source", "where the cost comes from"),
        Column("extra_attributes", Kind.JSON, "further attributes", required=False, nullable=False,
               max_length=20000),
    ),
)  # fmt: skip

DEMAND = Dataset(
    name="demand",
    title="Daily demand",
    target="core.fact_demand_daily",
    publication=Publication.UPSERT,
    key=("item_id", "site_id", "full_date", "supplier_id"),
    key_optional="supplier_id",
    references=(_ITEM, _SITE, _SUPPLIER),
    dated="full_date",
    row_id="demand_id",
    records_run=True,
    measure="quantity",
    columns=(
        Column("full_date", Kind.DATE, "day of the demand"),
        _SKU,
        _SITE_CODE,
        _code("supplier_code", "code of the supplier", nullable=True, required=False),
        _quantity("quantity", "units served", nullable=False),
        _quantity("unfulfilled_quantity", "units asked for and not served"),
        _quantity("unit_cost", "cost of one unit", unit="BRL"),
        _days("lead_time_days", "days from request to purchase or receipt"),
    ),
)

INVENTORY = Dataset(
    name="inventory",
    title="Daily inventory",
    target="core.fact_inventory_daily",
    publication=Publication.UPSERT,
    key=("item_id", "site_id", "full_date"),
    references=(_ITEM, _SITE),
    dated="full_date",
    row_id="inventory_id",
    records_run=True,
    measure="current_stock",
    columns=(
        Column("full_date", Kind.DATE, "day of the count, at its end"),
        _SKU,
        _SITE_CODE,
        Column("current_stock", Kind.NUMBER, "units in stock, negative when more left than came",
               unit="units"),
        _quantity("safety_stock", "safety stock"),
        _quantity("reorder_point", "reorder point"),
        _days("days_to_rupture", "days until the stock runs out", high=36500),
    ),
)  # fmt: skip

ORDERS = Dataset(
    name="orders",
    title="Purchase order lines",
    target="core.fact_orders",
    publication=Publication.UPSERT,
    key=("order_number", "item_id", "supplier_id", "site_id", "order_date", "order_line"),
    references=(_ITEM, _SUPPLIER, _SITE),
    dated="order_date",
    row_id="order_id",
    records_run=True,
    measure="quantity",
    rules=(
        Rule("DATE_ORDER", "actual_delivery_date", "delivered on or after the day of the order",
             ("actual_delivery_date", "order_date"), above("actual_delivery_date", "order_date")),
    ),
    columns=(
        _code("order_number", "number of the order"),
        Column("order_line", Kind.INTEGER, "line within the order", low=1, high=1_000_000),
        Column("order_date", Kind.DATE, "day of the order"),
        _SKU,
        _code("supplier_code", "code of the supplier"),
        _SITE_CODE,
        Column("quantity", Kind.NUMBER, "units ordered", low=0.0001, unit="units"),
        _quantity("unit_price", "price of one unit", unit="BRL"),
        _choice("status", "state of the line", "PLACED", "RECEIVED", "CANCELLED", "DELAYED",
                nullable=False),
        Column("expected_delivery_date", Kind.DATE, "day promised", required=False, nullable=True,
               span=Span.AHEAD),
        Column("actual_delivery_date", Kind.DATE, "day received", required=False, nullable=True),
    ),
)  # fmt: skip

FORECASTS = Dataset(
    name="forecasts",
    title="Forecasts",
    target="analytics.forecasts",
    publication=Publication.RUN,
    key=("run_id", "item_id", "site_id", "horizon_days", "full_date"),
    references=(_ITEM, _SITE),
    row_id="forecast_id",
    records_run=True,
    measure="yhat",
    views=("mv_forecasts_latest",),
    rules=(
        Rule("INTERVAL_ORDER", "yhat_lower", "yhat_lower is at most yhat",
             ("yhat", "yhat_lower"), above("yhat", "yhat_lower")),
        Rule("INTERVAL_ORDER", "yhat_upper", "yhat_upper is at least yhat",
             ("yhat_upper", "yhat"), above("yhat_upper", "yhat")),
        Rule("NOT_AHEAD", "full_date", "a forecast lies after its as-of date",
             ("full_date", "as_of"), not_after("full_date", "as_of")),
        Rule("DATE_ORDER", "as_of", "a model knows no day after it was computed",
             ("as_of", "computed_at"), day_after_moment("as_of", "computed_at")),
    ),
    columns=(
        Column("full_date", Kind.DATE, "day forecast", span=Span.AHEAD),
        _SKU,
        _SITE_CODE,
        Column("horizon_days", Kind.INTEGER, "horizon the row belongs to", low=1, high=730,
               unit="days", example=(7,)),
        _quantity("yhat", "units forecast", nullable=False),
        Column("yhat_lower", Kind.NUMBER, "lower bound", nullable=True, low=0, unit="units",
               example=(0.0,)),
        Column("yhat_upper", Kind.NUMBER, "upper bound", nullable=True, low=0, unit="units",
               example=(6.5,)),
        _text("model_tag", "model and its version", nullable=False, max_length=100),
        Column("computed_at", Kind.INSTANT, "when the forecast was computed"),
        Column("confidence_level", Kind.NUMBER, "level of the interval, 0.95 for 95%",
               required=False, nullable=True, low=0.01, high=0.9999, is_share=True,
               unit="fraction", example=(0.95,)),
        Column("as_of", Kind.DATE, "last day of demand the model knew; default: the business day"
               " of computed_at", required=False, default_from="computed_at"),
    ),
)  # fmt: skip

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (REGIONS, SITES, SUPPLIERS, ITEMS, DEMAND, INVENTORY, ORDERS, FORECASTS)
}  # in dependency order: what is named comes before what names it
