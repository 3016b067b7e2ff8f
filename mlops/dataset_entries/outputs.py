"""What was computed elsewhere: forecasts, features, KPIs, recommendations, alerts."""

from mlops.contracts import (
    Column,
    Dataset,
    Kind,
    Publication,
    Rule,
    Span,
    above,
    day_after_moment,
    not_after,
)
from mlops.dataset_entries.columns import ITEM, SITE, SITE_CODE, SKU, choice, code, quantity, text

FORECASTS = Dataset(
    name="forecasts",
    title="Forecasts",
    target="analytics.forecasts",
    publication=Publication.RUN,
    cadence_days=7,
    key=("run_id", "item_id", "site_id", "horizon_days", "full_date"),
    references=(ITEM, SITE),
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
        SKU,
        SITE_CODE,
        Column("horizon_days", Kind.INTEGER, "horizon the row belongs to", low=1, high=730,
               unit="days", example=(7,)),
        quantity("yhat", "units forecast", nullable=False),
        Column("yhat_lower", Kind.NUMBER, "lower bound", nullable=True, low=0, unit="units",
               example=(0.0,)),
        Column("yhat_upper", Kind.NUMBER, "upper bound", nullable=True, low=0, unit="units",
               example=(6.5,)),
        text("model_tag", "model and its version", nullable=False, max_length=100),
        Column("computed_at", Kind.INSTANT, "when the forecast was computed"),
        Column("confidence_level", Kind.NUMBER, "level of the interval, 0.95 for 95%",
               required=False, nullable=True, low=0.01, high=0.9999, is_share=True,
               unit="fraction", example=(0.95,)),
        Column("as_of", Kind.DATE, "last day of demand the model knew; default: the business day"
               " of computed_at", required=False, default_from="computed_at"),
    ),
)  # fmt: skip


FEATURES = Dataset(
    name="features",
    title="Features",
    target="analytics.features_store",
    publication=Publication.RUN,
    cadence_days=7,
    key=("run_id", "item_id", "full_date", "site_id"),
    key_optional="site_id",
    references=(ITEM, SITE),
    row_id="feature_id",
    records_run=True,
    gathers="features",
    columns=(
        Column("full_date", Kind.DATE, "day the features belong to", span=Span.AHEAD),
        SKU,
        code("site_code", "code of the site", nullable=True, required=False),
        Column("features", Kind.JSON, "the features; or a column for each; or the columns feature"
               " and value, a row for each", max_length=200_000),
        Column("schema_version", Kind.TEXT, "version of the list of features; default v1.0",
               required=False, max_length=20),
        Column("computed_at", Kind.INSTANT, "when they were computed; default: when loaded",
               required=False),
    ),
)  # fmt: skip


def _rate(name: str, meaning: str) -> Column:
    return Column(name, Kind.NUMBER, meaning, required=False, nullable=True, low=0, high=1,
                  is_share=True, unit="fraction")  # fmt: skip


def _ratio(name: str, meaning: str, *, low: float | None = 0) -> Column:
    return Column(name, Kind.NUMBER, meaning, required=False, nullable=True, low=low,
                  high=999_999, unit="ratio")  # fmt: skip


def _value(name: str, meaning: str, *, low: float | None = None) -> Column:
    return Column(name, Kind.NUMBER, meaning, required=False, nullable=True, low=low,
                  decimals=2, unit="BRL")  # fmt: skip


KPIS = Dataset(
    name="kpis",
    title="Daily KPIs",
    target="analytics.kpis_daily",
    publication=Publication.UPSERT,
    cadence_days=1,
    key=("full_date", "computed_at"),
    records_run=True,
    columns=(
        Column("full_date", Kind.DATE, "day of the figures"),
        quantity("total_demand", "units demanded"),
        _rate("stockout_rate", "share of active item-sites without stock"),
        _rate("fill_rate", "share of demand served from stock"),
        _rate("abc_a_share", "share of class A in demand by value"),
        _rate("abc_a_share_quantity", "share of class A in demand by units"),
        _rate("delayed_orders_pct", "share of due orders that were late"),
        _ratio("forecast_mape", "mean absolute percentage error, 0.15 for 15%"),
        _rate("forecast_mape_coverage", "share of item-sites on which MAPE is defined"),
        _ratio("forecast_wape", "weighted absolute percentage error"),
        _ratio("forecast_bias", "mean error over mean demand", low=-999_999),
        _value("avg_inventory_value", "mean value of the stock of an item-site"),
        _value("total_inventory_value", "value of the stock"),
        Column("uncosted_stock_count", Kind.INTEGER, "stocked item-sites without a cost",
               required=False, nullable=True, low=0, unit="item-sites"),
        _value("carrying_cost", "cost of keeping the stock for that day"),
        _value("cogs", "cost of what was served that day", low=0),
        Column("computed_at", Kind.INSTANT, "when the figures were computed"),
    ),
)  # fmt: skip


_EVIDENCE = Column("evidence", Kind.JSON, "figures from which it can be worked out again",
                   required=False, max_length=20_000)  # fmt: skip
_DEDUPE_KEY = Column("dedupe_key", Kind.CODE, "what says that two of them are the same",
                     max_length=200)  # fmt: skip
_OF_ITEM = code("sku", "code of the material", nullable=True, required=False)
_AT_SITE = code("site_code", "code of the site", nullable=True, required=False)


RECOMMENDATIONS = Dataset(
    name="recommendations",
    title="Recommendations",
    target="analytics.recommendations",
    publication=Publication.UPSERT,
    key=("dedupe_key",),
    key_where="closed_at IS NULL",
    references=(ITEM, SITE),
    records_run=True,
    columns=(
        _DEDUPE_KEY,
        _OF_ITEM,
        _AT_SITE,
        choice("type", "what to do", "REORDER", "PROMO", "REALLOCATE", "HOLD", "EXPEDITE",
                nullable=False),
        choice("priority", "how urgent it is", "LOW", "MEDIUM", "HIGH", "CRITICAL",
                nullable=False),
        text("message", "the advice in words", nullable=False),
        Column("action_date", Kind.DATE, "day to act by", required=False, nullable=True,
               span=Span.AHEAD),
        quantity("quantity_recommended", "units to order, move or hold"),
        _EVIDENCE,
    ),
)  # fmt: skip


ALERTS = Dataset(
    name="alerts",
    title="Alerts",
    target="analytics.alerts",
    publication=Publication.UPSERT,
    key=("dedupe_key",),
    key_where="resolved_at IS NULL",
    references=(ITEM, SITE),
    records_run=True,
    columns=(
        _DEDUPE_KEY,
        _OF_ITEM,
        _AT_SITE,
        choice("level", "how serious it is", "NORMAL", "WARNING", "CRITICAL", nullable=False),
        text("category", "kind of condition", nullable=False, max_length=100),
        text("message", "the condition in words", nullable=False),
        _EVIDENCE,
    ),
)
