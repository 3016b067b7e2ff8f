"""The API as it was first specified, its statements too: a peer of ours that asks for less.

From the specification, section 4.2. Where our tables have other columns than its tables, the
statement asks for what holds the same; nothing else is added or left out.
"""

from typing import Any

from flask import jsonify, request
from flask_pattern import answer, app, rows_of, token_required  # type: ignore[import-not-found]


@app.get("/api/v1/demand/timeseries")
@token_required
def demand() -> Any:
    rows = rows_of(
        "SELECT full_date, quantity FROM core.fact_demand_daily"
        " WHERE item_id = :item_id AND site_id = :site_id"
        " AND full_date BETWEEN :start_date AND :end_date ORDER BY full_date",
        **request.args,
    )
    return answer(rows, item_id=request.args["item_id"], site_id=request.args["site_id"])


@app.get("/api/v1/inventory/timeseries")
@token_required
def inventory() -> Any:
    rows = rows_of(
        "SELECT full_date, current_stock, safety_stock, reorder_point, days_to_rupture"
        " FROM core.fact_inventory_daily WHERE item_id = :item_id AND site_id = :site_id"
        " AND full_date >= :start_date ORDER BY full_date",
        **request.args,
    )
    return answer(rows)


@app.get("/api/v1/forecasts")
@token_required
def forecasts() -> Any:
    rows = rows_of(
        "SELECT full_date, yhat, yhat_lower, yhat_upper, model_tag, horizon_days"
        " FROM analytics.forecasts WHERE item_id = :item_id AND site_id = :site_id"
        " AND run_id = (SELECT run_id FROM analytics.model_runs"
        " WHERE dataset = 'forecasts' AND status = 'CHAMPION') ORDER BY full_date, horizon_days",
        **request.args,
    )
    return answer(rows)


@app.get("/api/v1/items")
@token_required
def items() -> Any:
    asked = {"limit": 100, "offset": 0, **request.args}
    where = "active AND family = :family AND abc_class = :abc_class"
    rows = rows_of(
        "SELECT item_id, sku, name, family, abc_class, criticality"
        f" FROM core.dim_item WHERE {where} ORDER BY item_id LIMIT :limit OFFSET :offset",
        **asked,
    )
    total = rows_of(f"SELECT count(*) AS total FROM core.dim_item WHERE {where}", **asked)
    return answer(rows, total_count=total[0]["total"])


@app.get("/api/v1/items/<int:item_id>")
@token_required
def item(item_id: int) -> Any:
    (found,) = rows_of(
        "SELECT item_id, sku, name, family, category, abc_class, criticality, unit_measure,"
        " extra_attributes FROM core.dim_item WHERE item_id = :item_id",
        item_id=item_id,
    )
    return jsonify(found)


@app.get("/api/v1/analytics/kpis")
@token_required
def kpis() -> Any:
    rows = rows_of(
        "SELECT full_date, total_demand, stockout_rate, abc_a_share, delayed_orders_pct,"
        " forecast_mape, computed_at FROM analytics.kpis_daily"
        " WHERE full_date BETWEEN :start_date AND :end_date ORDER BY full_date DESC",
        **request.args,
    )
    return answer(rows, total_count=len(rows))


@app.get("/api/v1/recommendations")
@token_required
def recommendations() -> Any:
    rows = rows_of(
        "SELECT recommendation_id, item_id, site_id, type, priority, message,"
        " quantity_recommended, created_at FROM analytics.recommendations"
        " WHERE priority = :priority AND site_id = :site_id AND closed_at IS NULL"
        " ORDER BY created_at DESC LIMIT :limit",
        **request.args,
    )
    return answer(rows)


@app.get("/api/v1/alerts")
@token_required
def alerts() -> Any:
    rows = rows_of(
        "SELECT alert_id, item_id, site_id, level, category, message, created_at, read_at"
        " FROM analytics.alerts WHERE level = :level AND read_at IS NULL AND resolved_at IS NULL"
        " ORDER BY created_at DESC LIMIT :limit",
        **{"limit": 100, **request.args},
    )
    return answer(rows)
