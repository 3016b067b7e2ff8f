-- One row per day, site and group of items, where there are forecasts: sums of errors over the parts that
-- the items come in.
CREATE TEMPORARY TABLE kpi_error ON COMMIT DROP AS
SELECT
  full_date,
  site_id,
  item_group,
  sum(forecast_cells) AS forecast_cells,
  sum(demand_cells) AS demand_cells,
  sum(relative_error) AS relative_error,
  sum(absolute_error) AS absolute_error,
  sum(error) AS error,
  sum(actual) AS actual
FROM (
  {parts}
) AS part
GROUP BY full_date, site_id, item_group
