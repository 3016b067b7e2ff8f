-- One row per day: its latest computation, and the turnover of the year up to it: what was used over
-- the mean stock of the same days, by 365 over their number, which is on both sides and cancels out.
WITH latest AS (
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
),
year AS (
  SELECT
    full_date,
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
  FROM latest
  WINDOW year_up_to_day AS (
    ORDER BY full_date RANGE BETWEEN INTERVAL '364 days' PRECEDING AND CURRENT ROW
  )
)
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
  turnover,
  CASE
    WHEN turnover IS NOT NULL THEN reasons
    ELSE reasons || jsonb_build_object(
      'turnover',
      CASE
        WHEN turnover_days >= 90 OR turnover_days = 0 AND total_inventory_value IS NULL
          THEN 'NO_INVENTORY'
        ELSE 'TOO_LITTLE_HISTORY'
      END
    )
  END AS reasons,
  run_id,
  computed_at
FROM latest
JOIN year USING (full_date)
