"""The API as it was first specified, its statements too: a peer of ours that asks for less.

From the specification, section 4.2. Where our tables have other columns than its tables, the
statement asks for what holds the same; nothing else is added or left out.
"""

from flask_pattern import OF_A_CLASS, answering  # type: ignore[import-not-found]

app = answering(
    {
        "demand": """
            SELECT full_date, quantity FROM core.fact_demand_daily
            WHERE item_id = :item_id AND site_id = :site_id
              AND full_date BETWEEN :start_date AND :end_date
            ORDER BY full_date
        """,
        "inventory": """
            SELECT full_date, current_stock, safety_stock, reorder_point, days_to_rupture
            FROM core.fact_inventory_daily
            WHERE item_id = :item_id AND site_id = :site_id AND full_date >= :start_date
            ORDER BY full_date
        """,
        "forecasts": """
            SELECT full_date, yhat, yhat_lower, yhat_upper, model_tag, horizon_days
            FROM analytics.forecasts
            WHERE item_id = :item_id AND site_id = :site_id
              AND run_id = (
                SELECT run_id FROM analytics.model_runs
                WHERE dataset = 'forecasts' AND status = 'CHAMPION'
              )
            ORDER BY full_date, horizon_days
        """,
        "items": f"""
            SELECT item_id, sku, name, family, abc_class, criticality {OF_A_CLASS}
            ORDER BY item_id LIMIT :limit OFFSET :offset
        """,
        "item": """
            SELECT
              item_id, sku, name, family, category, abc_class, criticality, unit_measure,
              extra_attributes
            FROM core.dim_item WHERE item_id = :item_id
        """,
        "kpis": """
            SELECT
              full_date, total_demand, stockout_rate, abc_a_share, delayed_orders_pct,
              forecast_mape, computed_at
            FROM analytics.kpis_daily WHERE full_date BETWEEN :start_date AND :end_date
            ORDER BY full_date DESC
        """,
        "recommendations": """
            SELECT
              recommendation_id, item_id, site_id, type, priority, message, quantity_recommended,
              created_at
            FROM analytics.recommendations
            WHERE priority = :priority AND site_id = :site_id AND closed_at IS NULL
            ORDER BY created_at DESC LIMIT :limit
        """,
        "alerts": """
            SELECT alert_id, item_id, site_id, level, category, message, created_at, read_at
            FROM analytics.alerts
            WHERE level = :level AND read_at IS NULL AND resolved_at IS NULL
            ORDER BY created_at DESC LIMIT :limit
        """,
    }
)
