-- One row per row of kpi_sum: its figures as they are kept, and by figure why one is missing.
CREATE TEMPORARY TABLE kpi_figure ON COMMIT DROP AS
WITH demand_day AS (
  -- A day without demand lies between days with demand: beyond them demand was not loaded yet.
  SELECT
    full_date,
    demand_rows IS NOT NULL
    OR (
      EXISTS (SELECT FROM core.fact_demand_daily AS sooner WHERE sooner.full_date < day.full_date)
      AND EXISTS (SELECT FROM core.fact_demand_daily AS later WHERE later.full_date > day.full_date)
    ) AS is_loaded
  FROM kpi_sum AS day
  WHERE dimension = 'COMPANY'
),
carrying_rate AS (
  SELECT DISTINCT ON (day.full_date)
    day.full_date,
    setting.value AS annual_rate
  FROM demand_day AS day
  JOIN analytics.policy_settings AS setting
    ON setting.name = 'carrying_cost_rate'
    AND setting.valid_from <= day.full_date
  ORDER BY day.full_date, setting.valid_from DESC
),
figure AS (
  SELECT
    kpi_sum.full_date,
    dimension,
    segment,
    is_loaded,
    annual_rate,
    demand_rows,
    classed_rows,
    known_wanted,
    wanted_value,
    counted,
    forecast_cells,
    CASE WHEN is_loaded THEN coalesce(wanted, 0) END::NUMERIC(18, 4) AS total_demand,
    (out_of_stock / counted)::NUMERIC(10, 4) AS stockout_rate,
    (known_served / nullif(known_wanted, 0))::NUMERIC(10, 4) AS fill_rate,
    CASE
      WHEN classed_rows > 0 THEN coalesce(wanted_value_of_a, 0) / nullif(wanted_value, 0)
    END::NUMERIC(10, 4) AS abc_a_share,
    CASE
      WHEN classed_rows > 0 THEN coalesce(wanted_of_a, 0) / nullif(wanted, 0)
    END::NUMERIC(10, 4) AS abc_a_share_quantity,
    (late / nullif(due, 0))::NUMERIC(10, 4) AS delayed_orders_pct,
    CASE WHEN is_loaded THEN relative_error / nullif(demand_cells, 0) END AS mape,
    CASE
      WHEN is_loaded THEN demand_cells::NUMERIC / forecast_cells
    END::NUMERIC(10, 4) AS forecast_mape_coverage,
    CASE WHEN is_loaded THEN absolute_error / nullif(actual, 0) END AS wape,
    CASE WHEN is_loaded THEN error / nullif(actual, 0) END AS bias,
    (stock_value / nullif(costed, 0))::NUMERIC(18, 2) AS avg_inventory_value,
    stock_value::NUMERIC(18, 2) AS total_inventory_value,
    uncosted::INTEGER AS uncosted_stock_count,
    (stock_value * annual_rate / 365)::NUMERIC(18, 2) AS carrying_cost,
    CASE
      WHEN is_loaded THEN CASE WHEN demand_rows IS NULL THEN 0 ELSE cogs END
    END::NUMERIC(18, 2) AS cogs
  FROM kpi_sum
  JOIN demand_day USING (full_date)
  LEFT JOIN carrying_rate USING (full_date)
),
-- A ratio to a demand of next to nothing is beyond what its column holds, and says nothing.
bounded AS (
  SELECT
    full_date,
    dimension,
    segment,
    CASE WHEN mape < 999999 THEN mape END::NUMERIC(10, 4) AS forecast_mape,
    CASE WHEN wape < 999999 THEN wape END::NUMERIC(10, 4) AS forecast_wape,
    CASE WHEN bias < 999999 THEN bias END::NUMERIC(10, 4) AS forecast_bias
  FROM figure
)
SELECT
  full_date,
  dimension,
  segment,
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
  jsonb_strip_nulls(jsonb_build_object(
    'total_demand', CASE WHEN total_demand IS NULL THEN 'NO_DEMAND' END,
    'stockout_rate', CASE WHEN stockout_rate IS NULL THEN 'NO_INVENTORY' END,
    'fill_rate', CASE
      WHEN fill_rate IS NOT NULL THEN NULL
      WHEN demand_rows IS NULL OR known_wanted = 0 THEN 'NO_DEMAND'
      ELSE 'NO_UNMET_DEMAND'
    END,
    'abc_a_share', CASE
      WHEN abc_a_share IS NOT NULL THEN NULL
      WHEN total_demand IS NULL OR total_demand = 0 THEN 'NO_DEMAND'
      WHEN classed_rows IS NULL THEN 'NO_CLASSES'
      ELSE 'NO_COSTS'
    END,
    'abc_a_share_quantity', CASE
      WHEN abc_a_share_quantity IS NOT NULL THEN NULL
      WHEN total_demand IS NULL OR total_demand = 0 THEN 'NO_DEMAND'
      ELSE 'NO_CLASSES'
    END,
    'delayed_orders_pct', CASE WHEN delayed_orders_pct IS NULL THEN 'NO_DUE_ORDERS' END,
    'forecast_mape', CASE WHEN forecast_mape IS NULL THEN why_no_error END,
    'forecast_mape_coverage', CASE WHEN forecast_mape_coverage IS NULL THEN why_no_error END,
    'forecast_wape', CASE WHEN forecast_wape IS NULL THEN why_no_error END,
    'forecast_bias', CASE WHEN forecast_bias IS NULL THEN why_no_error END,
    'avg_inventory_value', CASE WHEN avg_inventory_value IS NULL THEN why_no_value END,
    'total_inventory_value', CASE WHEN total_inventory_value IS NULL THEN why_no_value END,
    'uncosted_stock_count', CASE WHEN uncosted_stock_count IS NULL THEN 'NO_INVENTORY' END,
    'carrying_cost', CASE
      WHEN carrying_cost IS NOT NULL THEN NULL
      WHEN total_inventory_value IS NULL THEN why_no_value
      ELSE 'NO_RATE'
    END,
    'cogs', CASE
      WHEN cogs IS NOT NULL THEN NULL
      WHEN total_demand IS NULL THEN 'NO_DEMAND'
      ELSE 'NO_COSTS'
    END
  )) AS reasons
FROM figure
JOIN bounded USING (full_date, dimension, segment)
CROSS JOIN LATERAL (
  SELECT
    CASE
      WHEN forecast_cells IS NULL THEN 'NO_FORECAST'
      WHEN mape IS NULL THEN 'NO_DEMAND'
      ELSE 'OUT_OF_RANGE'
    END AS why_no_error,
    CASE WHEN counted IS NULL THEN 'NO_INVENTORY' ELSE 'NO_COSTS' END AS why_no_value
) AS missing
