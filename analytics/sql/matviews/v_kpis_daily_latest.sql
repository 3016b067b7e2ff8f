-- One row per day: its latest computation, and the turnover of the year up to it: what was used over
-- the mean stock of the same days, by 365 over their number, which is on both sides and cancels out.
-- told is the row as the API tells it; it costs nothing where it is not asked for.
SELECT
  day.full_date,
  day.total_demand,
  day.stockout_rate,
  day.fill_rate,
  day.abc_a_share,
  day.abc_a_share_quantity,
  day.delayed_orders_pct,
  day.forecast_mape,
  day.forecast_mape_coverage,
  day.forecast_wape,
  day.forecast_bias,
  day.avg_inventory_value,
  day.total_inventory_value,
  day.uncosted_stock_count,
  day.carrying_cost,
  day.cogs,
  day.turnover,
  why.reasons,
  day.run_id,
  day.computed_at,
  row_to_json(shown)::TEXT AS told
FROM (
  SELECT
    full_date,
    total_demand,
    stockout_rate,
    fill_rate,
    abc_a_share,
    abc_a_share_quantity,
    delayed_orders_pct,
    forecast_mape,
    forecast_mape_coverage,
    forecast_wape,
    forecast_bias,
    avg_inventory_value,
    total_inventory_value,
    uncosted_stock_count,
    carrying_cost,
    cogs,
    reasons,
    run_id,
    computed_at,
    count(cogs + total_inventory_value) OVER year_up_to_day AS turnover_days,
    CASE
      WHEN count(cogs + total_inventory_value) OVER year_up_to_day >= 90
        THEN round(
          sum(cogs) FILTER (WHERE total_inventory_value IS NOT NULL) OVER year_up_to_day * 365
          / nullif(
            sum(total_inventory_value) FILTER (WHERE cogs IS NOT NULL) OVER year_up_to_day, 0
          ),
          4
        )
    END AS turnover
  FROM (
    SELECT DISTINCT ON (full_date)
      full_date,
      total_demand,
      stockout_rate,
      fill_rate,
      abc_a_share,
      abc_a_share_quantity,
      delayed_orders_pct,
      forecast_mape,
      forecast_mape_coverage,
      forecast_wape,
      forecast_bias,
      avg_inventory_value,
      total_inventory_value,
      uncosted_stock_count,
      carrying_cost,
      cogs,
      reasons,
      run_id,
      computed_at
    FROM analytics.kpis_daily
    ORDER BY full_date DESC, computed_at DESC
  ) AS latest
  WINDOW year_up_to_day AS (
    ORDER BY full_date RANGE BETWEEN INTERVAL '364 days' PRECEDING AND CURRENT ROW
  )
) AS day
CROSS JOIN LATERAL (
  SELECT
    CASE
      WHEN day.turnover IS NOT NULL THEN day.reasons
      ELSE day.reasons || jsonb_build_object(
        'turnover',
        CASE
          WHEN day.turnover_days >= 90 OR day.turnover_days = 0 AND day.total_inventory_value IS NULL
            THEN 'NO_INVENTORY'
          ELSE 'TOO_LITTLE_HISTORY'
        END
      )
    END AS reasons
) AS why
CROSS JOIN LATERAL (
  SELECT
    day.full_date,
    NULL AS dimension,
    NULL AS segment,
    why.reasons,
    to_char(day.computed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS computed_at,
    trim_scale(day.total_demand) AS total_demand,
    trim_scale(day.stockout_rate) AS stockout_rate,
    trim_scale(day.fill_rate) AS fill_rate,
    trim_scale(day.abc_a_share) AS abc_a_share,
    trim_scale(day.abc_a_share_quantity) AS abc_a_share_quantity,
    trim_scale(day.delayed_orders_pct) AS delayed_orders_pct,
    trim_scale(day.forecast_mape) AS forecast_mape,
    trim_scale(day.forecast_mape_coverage) AS forecast_mape_coverage,
    trim_scale(day.forecast_wape) AS forecast_wape,
    trim_scale(day.forecast_bias) AS forecast_bias,
    trim_scale(day.avg_inventory_value) AS avg_inventory_value,
    trim_scale(day.total_inventory_value) AS total_inventory_value,
    day.uncosted_stock_count,
    trim_scale(day.carrying_cost) AS carrying_cost,
    trim_scale(day.cogs) AS cogs,
    trim_scale(day.turnover) AS turnover
) AS shown
