"""What the database itself refuses and derives in outputs and loads, tried with plain SQL."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import errors

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 3, 10)
DAY = date(2026, 3, 12)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)

GOOD: dict[str, dict[str, Any]] = {
    "analytics.forecasts": {
        "run_id": 1, "full_date": DAY, "item_id": 1, "site_id": 1,
        "horizon_days": 7, "yhat": "5", "yhat_lower": "4", "yhat_upper": "6",
        "model_tag": "ets_v1", "confidence_level": "0.95", "as_of": AS_OF, "computed_at": NOON,
    },
    "analytics.features_store": {
        "run_id": 1, "full_date": DAY, "item_id": 1, "site_id": None,
        "features": '{"lag_7": 3}', "computed_at": NOON,
    },
    "analytics.kpis_daily": {"full_date": DAY, "run_id": 1, "computed_at": NOON},
    "analytics.recommendations": {"type": "REORDER", "priority": "HIGH", "message": "Peça 5"},
    "analytics.alerts": {"level": "WARNING", "category": "STOCK", "message": "Pouco"},
    "support.load_runs": {
        "run_id": 2, "unit_id": 2, "dataset": "demand", "status": "PUBLISHED",
        "source_name": "demand.csv", "rows_read": 10, "rows_loaded": 6, "rows_rejected": 1,
        "rows_duplicate": 2, "rows_set_apart": 1, "actor": "cli:ana", "app_version": "3.0.0",
        "started_at": NOON,
    },
    "analytics.model_runs": {
        "run_id": 1, "dataset": "forecasts", "status": "CHAMPION", "computed_at": NOON,
        "row_count": 1,
    },
}  # fmt: skip
FORECASTS, FEATURES, KPIS, RECOMMENDATIONS, ALERTS, LOADS, MODELS = GOOD


@pytest.fixture(autouse=True)
def world() -> None:
    """An item and a site with the id 1, a load with the id 1, the partitions of run 1."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO core.dim_item (item_id, sku, name) VALUES (1, 'C', 'Cabo')")
        cursor.execute("INSERT INTO core.dim_site (site_id, code, name) VALUES (1, 'BA', 'SSA')")
        cursor.execute(
            "INSERT INTO core.dim_calendar (full_date) SELECT generate_series("
            "DATE '2026-03-01', DATE '2026-03-31', '1 day')::DATE ON CONFLICT DO NOTHING"
        )
        for table in ("forecasts", "features_store"):
            cursor.execute(
                f"CREATE TABLE analytics.{table}_one"
                f" PARTITION OF analytics.{table} FOR VALUES IN (1)"
            )
    insert(LOADS, run_id=1, unit_id=1)


def insert(table: str, **changed: Any) -> None:
    row = GOOD[table] | changed
    places = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values())
        )


def refusal(table: str, **changed: Any) -> BaseException | None:
    """The database's own error for the good row with some values changed."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        insert(table, **changed)
    return caught.value.__cause__


def fetch(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.mark.parametrize("table", GOOD)
def test_takes_a_good_row(table: str) -> None:
    before = fetch(f"SELECT count(*) FROM {table}")[0][0]
    insert(table)
    assert fetch(f"SELECT count(*) FROM {table}")[0][0] == before + 1


CHECK, RANGE, KEY = errors.CheckViolation, errors.NumericValueOutOfRange, errors.UniqueViolation
MISSING, REFERENCE = errors.NotNullViolation, errors.ForeignKeyViolation
REFUSED = [
    *[
        (FORECASTS, {column: value}, error)
        for column in ("yhat", "yhat_lower", "yhat_upper")
        for value, error in (("NaN", CHECK), ("-1", CHECK), ("Infinity", RANGE))
    ],
    (FORECASTS, {"yhat": None}, MISSING),
    (FORECASTS, {"yhat_lower": "5.0001"}, CHECK),
    (FORECASTS, {"yhat_upper": "4.9999"}, CHECK),
    (FORECASTS, {"yhat_lower": "7", "yhat_upper": "3"}, CHECK),
    (FORECASTS, {"full_date": AS_OF}, CHECK),
    (FORECASTS, {"full_date": date(2026, 3, 9)}, CHECK),
    (FORECASTS, {"full_date": "infinity"}, REFERENCE),
    (FORECASTS, {"full_date": "9999-12-31"}, REFERENCE),
    (FORECASTS, {"full_date": "0001-01-01"}, CHECK),
    (FORECASTS, {"as_of": "-infinity"}, CHECK),
    (FORECASTS, {"as_of": "0001-01-01"}, CHECK),
    (FORECASTS, {"computed_at": "infinity"}, CHECK),
    (FORECASTS, {"computed_at": "1999-12-31"}, CHECK),
    (FORECASTS, {"horizon_days": 0}, CHECK),
    (FORECASTS, {"confidence_level": "0"}, CHECK),
    (FORECASTS, {"confidence_level": "1"}, CHECK),
    (FORECASTS, {"confidence_level": "95"}, CHECK),  # a fraction, not a percentage (D-43)
    (FORECASTS, {"confidence_level": "NaN"}, CHECK),
    (FORECASTS, {"model_tag": ""}, CHECK),
    (FORECASTS, {"item_id": 99}, REFERENCE),
    (FORECASTS, {"site_id": 99}, REFERENCE),
    (FORECASTS, {"run_id": 7}, CHECK),  # no run was attached under that number
    (FEATURES, {"features": "[1]"}, CHECK),
    (FEATURES, {"features": "3"}, CHECK),
    *[
        (KPIS, {column: value}, CHECK)
        for column in ("stockout_rate", "abc_a_share", "delayed_orders_pct", "fill_rate")
        for value in ("NaN", "-0.01", "1.01")
    ],
    (KPIS, {"forecast_mape": "NaN"}, CHECK),
    (KPIS, {"forecast_mape": "-1"}, CHECK),
    (KPIS, {"forecast_bias": "NaN"}, CHECK),
    (KPIS, {"avg_inventory_value": "NaN"}, CHECK),
    (KPIS, {"total_inventory_value": "NaN"}, CHECK),
    (KPIS, {"total_demand": "-1"}, CHECK),
    (KPIS, {"full_date": "infinity"}, REFERENCE),
    (RECOMMENDATIONS, {"priority": "URGENT"}, CHECK),
    (RECOMMENDATIONS, {"type": "BUY"}, CHECK),
    (RECOMMENDATIONS, {"closed_reason": "CONDITION_CLEARED"}, CHECK),
    (RECOMMENDATIONS, {"closed_at": NOON}, CHECK),
    (RECOMMENDATIONS, {"money_at_risk": "NaN"}, CHECK),
    (RECOMMENDATIONS, {"quantity_recommended": "NaN"}, CHECK),
    (RECOMMENDATIONS, {"action_date": "infinity"}, CHECK),
    (RECOMMENDATIONS, {"message": None}, MISSING),
    (ALERTS, {"level": "HIGH"}, CHECK),
    (LOADS, {"rows_loaded": 7}, CHECK),
    (LOADS, {"rows_duplicate": None}, CHECK),
    (LOADS, {"rows_read": None}, CHECK),
    (LOADS, {"rows_rejected": -1, "rows_loaded": 8}, CHECK),
    (LOADS, {"status": "DONE"}, CHECK),
    (LOADS, {"run_id": 1}, KEY),
    (MODELS, {"status": "BEST"}, CHECK),
    (MODELS, {"run_id": 99}, REFERENCE),
]


@pytest.mark.parametrize(
    ("table", "changed", "error"), REFUSED, ids=[f"{row[0]} {row[1]}" for row in REFUSED]
)
def test_refuses_a_row_that_breaks_a_rule(
    table: str, changed: dict[str, Any], error: type[psycopg.Error]
) -> None:
    assert isinstance(refusal(table, **changed), error)


@pytest.mark.parametrize(
    "bounds",
    [
        {"yhat_lower": None, "yhat_upper": None},
        {"yhat_lower": None},
        {"yhat_upper": None},
        {"yhat_lower": "5", "yhat_upper": "5"},
    ],
)
def test_takes_a_forecast_with_open_or_touching_bounds(bounds: dict[str, Any]) -> None:
    insert(FORECASTS, **bounds)
    assert fetch("SELECT count(*) FROM analytics.forecasts") == [(1,)]


@pytest.mark.parametrize(
    ("table", "second"),
    [
        (FORECASTS, {"yhat": "5.5"}),
        (FEATURES, {"computed_at": NOON + timedelta(hours=1)}),  # two rows without a site
        (KPIS, {"total_demand": "3"}),
    ],
)
def test_natural_key_is_unique(table: str, second: dict[str, Any]) -> None:
    insert(table)
    assert isinstance(refusal(table, **second), KEY)


@pytest.mark.parametrize("status", ["REJECTED", "FAILED", "NEEDS_APPROVAL"])
def test_only_a_published_load_must_reconcile(status: str) -> None:
    insert(LOADS, status=status, rows_loaded=None)
    assert fetch("SELECT status FROM support.load_runs WHERE run_id = 2") == [(status,)]


def test_a_dataset_has_at_most_one_champion() -> None:
    insert(LOADS)
    insert(MODELS)
    assert isinstance(refusal(MODELS, run_id=2), KEY)


@pytest.mark.parametrize("second", [{"status": "RETIRED"}, {"dataset": "features"}])
def test_champion_stands_beside_retired_runs_and_other_datasets(second: dict[str, Any]) -> None:
    insert(LOADS)
    insert(MODELS)
    insert(MODELS, run_id=2, **second)
    assert fetch("SELECT count(*) FROM analytics.model_runs") == [(2,)]


def test_recommendations_sort_by_urgency() -> None:
    for priority in ("MEDIUM", "CRITICAL", "LOW", "HIGH"):
        insert(RECOMMENDATIONS, priority=priority)
    # The text itself would sort MEDIUM, LOW, HIGH, CRITICAL (D-21).
    assert fetch("SELECT priority FROM analytics.recommendations ORDER BY priority_rank DESC") == [
        ("CRITICAL",),
        ("HIGH",),
        ("MEDIUM",),
        ("LOW",),
    ]


def test_alerts_sort_by_urgency() -> None:
    for level in ("NORMAL", "CRITICAL", "WARNING"):
        insert(ALERTS, level=level)
    assert fetch("SELECT level FROM analytics.alerts ORDER BY level_rank DESC") == [
        ("CRITICAL",),
        ("WARNING",),
        ("NORMAL",),
    ]


def test_an_open_condition_has_one_alert() -> None:
    insert(ALERTS, dedupe_key="stock:1")
    assert isinstance(refusal(ALERTS, dedupe_key="stock:1"), KEY)


def test_a_condition_that_came_back_has_a_new_alert() -> None:
    insert(ALERTS, dedupe_key="stock:1", resolved_at=NOON)
    insert(ALERTS, dedupe_key="stock:1")
    assert fetch("SELECT count(*) FROM analytics.alerts") == [(2,)]


def test_the_view_of_forecasts_shows_the_champion_alone() -> None:
    insert(MODELS, status="CANDIDATE")
    insert(FORECASTS)
    with connection.cursor() as cursor:
        cursor.execute("REFRESH MATERIALIZED VIEW analytics.mv_forecasts_latest")
        before = fetch("SELECT count(*) FROM analytics.mv_forecasts_latest")
        cursor.execute("UPDATE analytics.model_runs SET status = 'CHAMPION' WHERE run_id = 1")
        cursor.execute("REFRESH MATERIALIZED VIEW analytics.mv_forecasts_latest")
    # 12 March is two days after 10 March.
    assert before == [(0,)]
    assert fetch("SELECT run_id, lead_days FROM analytics.mv_forecasts_latest") == [(1, 2)]


def test_the_latest_computation_of_a_day_is_the_one_shown() -> None:
    insert(KPIS, computed_at=NOON, total_demand="1")
    insert(KPIS, computed_at=NOON.replace(hour=13), total_demand="2")
    insert(KPIS, computed_at=NOON.replace(hour=11), total_demand="3")
    assert fetch("SELECT full_date, total_demand FROM analytics.v_kpis_daily_latest") == [(DAY, 2)]
