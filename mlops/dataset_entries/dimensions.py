"""What facts and outputs name: days, places, suppliers, materials, market series."""

from mlops.contracts import Column, Dataset, Kind, Publication, Rule, Span, above, only_one
from mlops.dataset_entries.columns import ACTIVE, REGION, SKU, choice, code, days, quantity, text

STATES = (
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA",
    "PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
)  # fmt: skip


CALENDAR = Dataset(
    name="calendar",
    title="Calendar",
    target="core.dim_calendar",
    publication=Publication.UPSERT,
    key=("full_date",),
    rules=(
        Rule("HOLIDAY", "holiday_type", "a holiday has a name and a type, another day neither",
             ("holiday_name", "holiday_type"), only_one("holiday_name", "holiday_type")),
    ),
    columns=(
        Column("full_date", Kind.DATE, "day", span=Span.ANY),
        Column("holiday_name", Kind.TEXT, "name of the national holiday", nullable=True,
               max_length=200),
        Column("holiday_type", Kind.TEXT, "public holiday or ponto facultativo", nullable=True,
               choices=frozenset({"PUBLIC", "OPTIONAL"})),
        Column("state_holidays", Kind.JSON, "the states' own holidays, by state code",
               required=False, max_length=20000),
    ),
)  # fmt: skip


REGIONS = Dataset(
    name="regions",
    title="Regions",
    target="core.dim_region",
    publication=Publication.UPSERT,
    cadence_days=30,
    key=("name",),
    columns=(
        code("name", "name of the region"),
        choice("state_code", "two-letter state", *STATES),
        text("economic_zone", "economic zone"),
    ),
)


SITES = Dataset(
    name="sites",
    title="Sites",
    target="core.dim_site",
    publication=Publication.UPSERT,
    cadence_days=30,
    key=("code",),
    touch_updated_at=True,
    references=(REGION,),
    columns=(
        code("code", "code of the site"),
        text("name", "name of the site", nullable=False, max_length=500),
        code("region", "name of its region", nullable=True, required=False),
        Column("latitude", Kind.NUMBER, "latitude", required=False, nullable=True,
               low=-90, high=90, decimals=6, unit="degrees", example=(-12.9714,)),
        Column("longitude", Kind.NUMBER, "longitude", required=False, nullable=True,
               low=-180, high=180, decimals=6, unit="degrees", example=(-38.5014,)),
        choice("site_type", "what kind of place it is", "WAREHOUSE", "STORE",
                "DISTRIBUTION_CENTER", "TOWER", "OFFICE", "TECHNICIAN", "UNKNOWN"),
        ACTIVE,
        text("data_quality_note", "code of a known doubt about the site's figures"),
    ),
)  # fmt: skip


SUPPLIERS = Dataset(
    name="suppliers",
    title="Suppliers",
    target="core.dim_supplier",
    publication=Publication.UPSERT,
    cadence_days=30,
    key=("code",),
    touch_updated_at=True,
    columns=(
        code("code", "code of the supplier"),
        text("name", "name of the supplier", nullable=False, max_length=500),
        choice("supplier_type", "where it delivers from", "DOMESTIC", "IMPORT", "HYBRID"),
        Column("reliability_score", Kind.NUMBER, "reliability", required=False, nullable=True,
               low=0, high=100, unit="score 0–100"),
        days("avg_lead_time_days", "average lead time"),
        Column("on_time_delivery_rate", Kind.NUMBER, "share of deliveries on time",
               required=False, nullable=True, low=0, high=1, is_share=True, unit="fraction"),
        ACTIVE,
    ),
)  # fmt: skip


ITEMS = Dataset(
    name="items",
    title="Materials",
    target="core.dim_item",
    publication=Publication.UPSERT,
    cadence_days=30,
    key=("sku",),
    touch_updated_at=True,
    rules=(
        Rule("RANGE_ORDER", "max_order_qty", "the most to order is at least the least to order",
             ("max_order_qty", "min_order_qty"), above("max_order_qty", "min_order_qty")),
    ),
    columns=(
        SKU,
        text("name", "name of the material", nullable=False, max_length=500),
        text("description", "longer description"),
        text("family", "family"),
        text("category", "category"),
        text("subcategory", "subcategory"),
        text("unit_measure", "unit of measure", nullable=False, max_length=20),
        choice("abc_class", "ABC class", "A", "B", "C"),
        Column("criticality", Kind.INTEGER, "criticality", required=False, nullable=True,
               low=0, high=10, unit="score 0–10"),
        ACTIVE,
        quantity("min_order_qty", "least quantity a supplier accepts"),
        quantity("max_order_qty", "largest quantity to order at once"),
        quantity("unit_cost", "cost of one unit", unit="BRL"),
        text("unit_cost_source", "where the cost comes from"),
        Column("extra_attributes", Kind.JSON, "further attributes", required=False, nullable=False,
               max_length=20000),
    ),
)  # fmt: skip


MARKET_INDICATORS = Dataset(
    name="market_indicators",
    title="Market indicators",
    target="core.dim_market_indicator",
    publication=Publication.UPSERT,
    cadence_days=30,
    key=("code",),
    columns=(
        code("code", "code of the series"),
        text("name", "name of the series", nullable=False, max_length=500),
        text("unit", "unit of its values", nullable=False, max_length=100),
        text("source", "who publishes it", nullable=False, max_length=500),
    ),
)
