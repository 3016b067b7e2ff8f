-- One row per day, site and group of the items of one part, where there are forecasts: sums of errors,
-- as ratios of which they are told. Quantities are in ten-thousandths of a unit, whole numbers, which
-- FLOAT8 adds up without rounding: whatever range or worker a row falls to, the sums are the same.
-- Rows are asked for in the order of an index, item by item: millions of cells are then merged one
-- after another, where a hash of them would be met at random and takes twice as long.
SELECT
  cell.full_date,
  cell.site_id,
  item.item_group,
  count(*) AS forecast_cells,
  count(*) FILTER (WHERE actual > 0) AS demand_cells,
  sum(abs(actual - forecast) / nullif(actual, 0)) AS relative_error,
  sum(abs(coalesce(actual, 0) - forecast)) AS absolute_error,
  sum(forecast - coalesce(actual, 0)) AS error,
  sum(actual) AS actual
FROM (
  -- One row per item, site and day; of several horizons the smallest is the one to measure.
  SELECT DISTINCT ON (forecast.item_id, forecast.site_id, forecast.full_date)
    forecast.full_date,
    forecast.item_id,
    forecast.site_id,
    (forecast.yhat * 10000)::BIGINT::FLOAT8 AS forecast
  FROM analytics.forecasts AS forecast
  WHERE forecast.run_id = ANY (%(run_ids)s)
    AND forecast.item_id BETWEEN {first_item} AND {last_item}
    AND coalesce(
      forecast.run_id = (%(run_by_day)s::BIGINT[])[forecast.full_date - %(first_day)s::DATE + 1],
      FALSE
    )
  ORDER BY forecast.item_id, forecast.site_id, forecast.full_date, forecast.horizon_days
) AS cell
LEFT JOIN (
  SELECT
    full_date,
    item_id,
    site_id,
    sum(wanted) AS actual
  FROM (
    SELECT
      full_date,
      item_id,
      site_id,
      ((quantity + coalesce(unfulfilled_quantity, 0)) * 10000)::BIGINT::FLOAT8 AS wanted
    FROM core.fact_demand_daily
    WHERE full_date = ANY (%(forecast_days)s::DATE[])
      AND item_id BETWEEN {first_item} AND {last_item}
    ORDER BY item_id, site_id, full_date, coalesce(supplier_id, 0)
  ) AS demand_row
  GROUP BY item_id, site_id, full_date
) AS demand_cell USING (full_date, item_id, site_id)
JOIN staging.kpi_item_span AS item
  ON item.item_id = cell.item_id
  AND (cell.full_date < item.valid_from OR cell.full_date >= item.valid_until) IS NOT TRUE
GROUP BY cell.full_date, cell.site_id, item.item_group
