-- The nightly job that was first specified, repaired just enough to run: 90 days and not the last
-- one, a unit cost that exists, lateness that can be told, and MAPE, which it left out, in its style.
INSERT INTO bench.kpis_specified (
  full_date,
  total_demand,
  stockout_rate,
  abc_a_share,
  delayed_orders_pct,
  forecast_mape,
  avg_inventory_value,
  computed_at
)
SELECT
  d.full_date,
  COALESCE(SUM(f.quantity), 0) AS total_demand,
  (
    SELECT COUNT(DISTINCT item_id)::NUMERIC
      / NULLIF((SELECT COUNT(*) FROM core.dim_item WHERE active = TRUE), 0)
    FROM core.fact_inventory_daily
    WHERE full_date = d.full_date AND current_stock = 0
  ) AS stockout_rate,
  (
    SELECT SUM(f2.quantity)
    FROM core.fact_demand_daily f2
    JOIN core.dim_item i2 ON f2.item_id = i2.item_id
    WHERE f2.full_date = d.full_date AND i2.abc_class = 'A'
  ) / NULLIF(SUM(f.quantity), 0) AS abc_a_share,
  (
    SELECT COUNT(*) FILTER (WHERE actual_delivery_date > expected_delivery_date)::NUMERIC
      / NULLIF(COUNT(*), 0)
    FROM core.fact_orders
    WHERE order_date = d.full_date
  ) AS delayed_orders_pct,
  (
    SELECT AVG(ABS(f3.quantity - p.yhat) / NULLIF(f3.quantity, 0))
    FROM core.fact_demand_daily f3
    JOIN analytics.forecasts p
      ON p.full_date = f3.full_date AND p.item_id = f3.item_id AND p.site_id = f3.site_id
    WHERE f3.full_date = d.full_date
      AND p.run_id = (
        SELECT run_id
        FROM analytics.model_runs
        WHERE dataset = 'forecasts' AND status = 'CHAMPION'
      )
  ) AS forecast_mape,
  (
    SELECT AVG(inv.current_stock * i.unit_cost)
    FROM core.fact_inventory_daily inv
    JOIN core.dim_item i ON inv.item_id = i.item_id
    WHERE inv.full_date = d.full_date
  ) AS avg_inventory_value,
  CURRENT_TIMESTAMP AS computed_at
FROM core.dim_calendar d
LEFT JOIN core.fact_demand_daily f ON d.full_date = f.full_date
WHERE d.full_date BETWEEN %(first_day)s AND %(last_day)s
GROUP BY d.full_date
ON CONFLICT (full_date, computed_at) DO NOTHING
