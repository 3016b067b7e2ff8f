-- One row per day: its latest computation.
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
  run_id,
  computed_at
FROM analytics.kpis_daily
ORDER BY full_date DESC, computed_at DESC
