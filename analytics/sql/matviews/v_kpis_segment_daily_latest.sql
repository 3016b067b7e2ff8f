-- One row per day and segment: its latest computation, and the turnover of the year up to it.
SELECT
  dimension,
  segment,
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
FROM (
  SELECT
    dimension,
    segment,
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
    SELECT DISTINCT ON (dimension, segment, full_date)
      dimension,
      segment,
      full_date,
      (metrics ->> 'total_demand')::NUMERIC AS total_demand,
      (metrics ->> 'stockout_rate')::NUMERIC AS stockout_rate,
      (metrics ->> 'fill_rate')::NUMERIC AS fill_rate,
      (metrics ->> 'abc_a_share')::NUMERIC AS abc_a_share,
      (metrics ->> 'abc_a_share_quantity')::NUMERIC AS abc_a_share_quantity,
      (metrics ->> 'delayed_orders_pct')::NUMERIC AS delayed_orders_pct,
      (metrics ->> 'forecast_mape')::NUMERIC AS forecast_mape,
      (metrics ->> 'forecast_mape_coverage')::NUMERIC AS forecast_mape_coverage,
      (metrics ->> 'forecast_wape')::NUMERIC AS forecast_wape,
      (metrics ->> 'forecast_bias')::NUMERIC AS forecast_bias,
      (metrics ->> 'avg_inventory_value')::NUMERIC AS avg_inventory_value,
      (metrics ->> 'total_inventory_value')::NUMERIC AS total_inventory_value,
      (metrics ->> 'uncosted_stock_count')::INTEGER AS uncosted_stock_count,
      (metrics ->> 'carrying_cost')::NUMERIC AS carrying_cost,
      (metrics ->> 'cogs')::NUMERIC AS cogs,
      reasons,
      run_id,
      computed_at
    FROM analytics.kpis_segment_daily
    ORDER BY dimension, segment, full_date DESC, computed_at DESC
  ) AS latest
  -- By segment, so that a reader of one segment reads no other.
  WINDOW year_up_to_day AS (
    PARTITION BY dimension, segment
    ORDER BY full_date RANGE BETWEEN INTERVAL '364 days' PRECEDING AND CURRENT ROW
  )
) AS day
