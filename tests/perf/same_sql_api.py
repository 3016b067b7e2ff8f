"""The peer that asks the database for what ours asks it for, the same rows and columns, in the
pattern first specified.

Left out is what that pattern has no place for: scopes of sites, and counts of advice and alerts.
KPIs are read from the view that ours reads, by column: the JSON it keeps of a row is no row.
"""

from flask_pattern import OF_A_CLASS, answering  # type: ignore[import-not-found]

ITEM_AND_SITE = """
    item.sku, item.name AS item_name, item.family, item.unit_measure,
    site.code AS site_code, site.name AS site_name, region.name AS region
"""
OF_ITEM_AND_SITE = """
    JOIN core.dim_site AS site USING (site_id)
    LEFT JOIN core.dim_item AS item USING (item_id)
    LEFT JOIN core.dim_region AS region USING (region_id)
"""

app = answering(
    {
        "demand": """
            SELECT full_date, trim_scale(sum(quantity)) AS quantity FROM core.fact_demand_daily
            WHERE item_id = :item_id AND site_id = :site_id
              AND full_date BETWEEN :start_date AND :end_date
            GROUP BY full_date ORDER BY full_date
        """,
        "inventory": """
            SELECT
              full_date, trim_scale(current_stock) AS current_stock,
              trim_scale(safety_stock) AS safety_stock, trim_scale(reorder_point) AS reorder_point,
              days_to_rupture
            FROM core.fact_inventory_daily
            WHERE item_id = :item_id AND site_id = :site_id AND full_date >= :start_date
            ORDER BY full_date
        """,
        "forecasts": """
            SELECT
              full_date, trim_scale(yhat) AS yhat, trim_scale(yhat_lower) AS yhat_lower,
              trim_scale(yhat_upper) AS yhat_upper, model_tag, horizon_days,
              trim_scale(confidence_level) AS confidence_level
            FROM analytics.forecasts
            WHERE item_id = :item_id AND site_id = :site_id
              AND run_id = (
                SELECT run_id FROM analytics.model_runs
                WHERE dataset = 'forecasts' AND status = 'CHAMPION'
              )
            ORDER BY full_date, horizon_days LIMIT 100
        """,
        "items": f"""
            SELECT item_id, sku, name, family, category, abc_class, criticality, unit_measure
            {OF_A_CLASS} ORDER BY item_id LIMIT :limit OFFSET :offset
        """,
        "item": """
            SELECT
              item_id, sku, name, description, family, category, subcategory, abc_class,
              criticality, unit_measure, trim_scale(unit_cost) AS unit_cost, active,
              extra_attributes
            FROM core.dim_item WHERE item_id = :item_id
        """,
        "kpis": """
            SELECT
              full_date, NULL AS dimension, NULL AS segment, reasons, computed_at, total_demand,
              stockout_rate, fill_rate, abc_a_share, abc_a_share_quantity, delayed_orders_pct,
              forecast_mape, forecast_mape_coverage, forecast_wape, forecast_bias,
              avg_inventory_value, total_inventory_value, uncosted_stock_count, carrying_cost, cogs,
              turnover
            FROM analytics.mv_kpis_latest
            WHERE full_date BETWEEN :start_date AND :end_date ORDER BY full_date LIMIT 100
        """,
        "recommendations": f"""
            SELECT
              advice.item_id, {ITEM_AND_SITE}, advice.site_id, advice.message,
              advice.money_at_risk, advice.opened_on, advice.created_at, advice.recommendation_id,
              CASE
                WHEN advice.closed_at IS NOT NULL THEN 'CLOSED'
                WHEN standing.kind = 'SNOOZED' AND standing.until <= current_date THEN 'OPEN'
                WHEN standing.decision_id IS NULL THEN 'OPEN'
                ELSE standing.kind
              END AS status,
              standing.actor AS decided_by, standing.decided_at, standing.until AS snoozed_until,
              standing.note AS decision_note, advice.type, advice.priority,
              advice.quantity_recommended, advice.action_date, advice.action_until,
              advice.closed_at, advice.closed_reason
            FROM analytics.recommendations AS advice
            LEFT JOIN analytics.v_standing_decisions AS standing USING (recommendation_id)
            {OF_ITEM_AND_SITE}
            WHERE advice.priority = :priority AND advice.site_id = :site_id
              AND advice.closed_at IS NULL
            ORDER BY advice.money_at_risk DESC NULLS LAST, advice.recommendation_id DESC
            LIMIT :limit
        """,
        "alerts": f"""
            SELECT
              alert.item_id, {ITEM_AND_SITE}, alert.site_id, alert.message, alert.money_at_risk,
              alert.opened_on, alert.created_at, alert.alert_id, alert.level, alert.category,
              CASE WHEN alert.resolved_at IS NULL THEN 'OPEN' ELSE 'RESOLVED' END AS status,
              seen.read_at, alert.resolved_at
            FROM analytics.alerts AS alert
            {OF_ITEM_AND_SITE}
            LEFT JOIN analytics.alert_reads AS seen
              ON seen.alert_id = alert.alert_id AND seen.user_id = 1
            WHERE alert.level_rank = :rank
              AND seen.alert_id IS NULL AND alert.resolved_at IS NULL
            ORDER BY alert.level_rank DESC, alert.alert_id DESC LIMIT :limit
        """,
    }
)
