-- One row per day, the last 90 days that have figures; a trigger on their table keeps it up to date.
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
  reasons,
  run_id,
  computed_at,
  told
FROM analytics.v_kpis_daily_latest
ORDER BY full_date DESC
LIMIT 90
