-- One row per day asked for and, of dimension and segment, the company or a segment with anything
-- on that day: the sums that the day's figures are made of, all from one reading of each fact.
CREATE TEMPORARY TABLE kpi_sum ON COMMIT DROP AS
-- "IS NOT TRUE" of what is beyond a span tells the planner that nearly every row has its span.
WITH demand_cube AS (
  SELECT
    demand.full_date,
    demand.site_id,
    item.item_group,
    count(*) AS demand_rows,
    count(demand.unfulfilled_quantity) AS known_rows,
    sum(demand.quantity) AS served,
    sum(demand.quantity) FILTER (WHERE demand.unfulfilled_quantity IS NULL) AS served_of_unknown,
    sum(demand.unfulfilled_quantity) AS unmet,
    sum(demand.quantity * coalesce(demand.unit_cost, item.unit_cost)) AS cogs,
    sum(demand.unfulfilled_quantity * coalesce(demand.unit_cost, item.unit_cost)) AS unmet_value
  FROM core.fact_demand_daily AS demand
  JOIN staging.kpi_item_span AS item
    ON item.item_id = demand.item_id
    AND (demand.full_date < item.valid_from OR demand.full_date >= item.valid_until) IS NOT TRUE
  WHERE demand.full_date = ANY (%(days)s)
  GROUP BY demand.full_date, demand.site_id, item.item_group
),
stock_cube AS (
  SELECT
    stock.full_date,
    stock.site_id,
    item.item_group,
    count(*) AS counted,
    count(*) FILTER (WHERE stock.current_stock <= 0) AS out_of_stock,
    count(item.unit_cost) AS costed,
    count(*) FILTER (WHERE stock.current_stock > 0 AND item.unit_cost IS NULL) AS uncosted,
    sum(greatest(stock.current_stock, 0) * item.unit_cost) AS stock_value
  FROM core.fact_inventory_daily AS stock
  JOIN staging.kpi_item_span AS item
    ON item.item_id = stock.item_id
    AND (stock.full_date < item.valid_from OR stock.full_date >= item.valid_until) IS NOT TRUE
  WHERE stock.full_date = ANY (%(days)s)
    AND item.active
  GROUP BY stock.full_date, stock.site_id, item.item_group
),
-- A line counts from the day it is due, for 30 days, and as late from the day after on: what comes
-- in and what leaves on a day is added up later, so that no line is repeated for each of its days.
due_cube AS (
  SELECT
    change.full_date,
    line.site_id,
    item.item_group,
    sum(change.due) AS due_change,
    sum(change.late) AS late_change
  FROM core.fact_orders AS line
  JOIN staging.kpi_item_span AS item
    ON item.item_id = line.item_id
    AND item.valid_from < line.expected_delivery_date + 30
    AND item.valid_until > line.expected_delivery_date
  CROSS JOIN LATERAL (
    SELECT
      greatest(line.expected_delivery_date, item.valid_from) AS due_from,
      greatest(line.expected_delivery_date + 1, item.valid_from) AS late_from,
      least(line.expected_delivery_date + 30, item.valid_until) AS until,
      (
        line.actual_delivery_date IS NULL
        OR line.actual_delivery_date > line.expected_delivery_date
      )::INTEGER AS is_late
  ) AS span
  CROSS JOIN LATERAL (
    VALUES (due_from, 1, 0), (late_from, 0, is_late), (until, -1, -is_late)
  ) AS change (full_date, due, late)
  WHERE line.expected_delivery_date BETWEEN %(first_day)s::DATE - 29 AND %(last_day)s
    AND line.status <> 'CANCELLED'
    AND change.full_date <= %(last_day)s
  GROUP BY change.full_date, line.site_id, item.item_group
),
-- One row per item, site and day forecast; of several horizons the smallest is the one to measure.
-- Here and below rows are asked for in the order of an index, item by item: millions of cells are
-- then merged one after another, where a hash of them would be met at random and takes twice as long.
forecast_cell AS (
  SELECT DISTINCT ON (forecast.item_id, forecast.site_id, forecast.full_date)
    forecast.full_date,
    forecast.item_id,
    forecast.site_id,
    forecast.yhat::FLOAT8 AS forecast
  FROM analytics.forecasts AS forecast
  WHERE forecast.run_id = ANY (%(run_ids)s)
    AND coalesce(
      forecast.run_id = (%(run_by_day)s::BIGINT[])[forecast.full_date - %(first_day)s::DATE + 1],
      FALSE
    )
  ORDER BY forecast.item_id, forecast.site_id, forecast.full_date, forecast.horizon_days
),
-- In FLOAT8: its 15 digits are far more than the four that an error is kept with.
actual_cell AS (
  SELECT
    full_date,
    item_id,
    site_id,
    sum(
      (quantity + coalesce(unfulfilled_quantity, 0))::FLOAT8 ORDER BY coalesce(supplier_id, 0)
    ) AS actual
  FROM core.fact_demand_daily
  WHERE full_date = ANY (%(forecast_days)s::DATE[])
  GROUP BY item_id, site_id, full_date
),
error_cube AS (
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
  FROM forecast_cell AS cell
  LEFT JOIN actual_cell USING (full_date, item_id, site_id)
  JOIN staging.kpi_item_span AS item
    ON item.item_id = cell.item_id
    AND (cell.full_date < item.valid_from OR cell.full_date >= item.valid_until) IS NOT TRUE
  GROUP BY cell.full_date, cell.site_id, item.item_group
),
cube AS (
  SELECT
    full_date, site_id, item_group,
    demand_rows, served + coalesce(unmet, 0) AS wanted,
    CASE WHEN known_rows > 0 THEN served - coalesce(served_of_unknown, 0) END AS known_served,
    served - coalesce(served_of_unknown, 0) + unmet AS known_wanted,
    cogs, cogs + coalesce(unmet_value, 0) AS wanted_value,
    NULL::BIGINT AS counted, NULL::BIGINT AS out_of_stock, NULL::BIGINT AS costed,
    NULL::BIGINT AS uncosted, NULL::NUMERIC AS stock_value,
    NULL::BIGINT AS due_change, NULL::BIGINT AS late_change,
    NULL::BIGINT AS forecast_cells, NULL::BIGINT AS demand_cells,
    NULL::FLOAT8 AS relative_error, NULL::FLOAT8 AS absolute_error, NULL::FLOAT8 AS error,
    NULL::FLOAT8 AS actual
  FROM demand_cube
  UNION ALL
  SELECT
    full_date, site_id, item_group,
    NULL, NULL, NULL, NULL, NULL, NULL,
    counted, out_of_stock, costed, uncosted, stock_value,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM stock_cube
  JOIN core.dim_site USING (site_id)
  WHERE dim_site.active
  UNION ALL
  SELECT
    full_date, site_id, item_group,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    due_change, late_change, NULL, NULL, NULL, NULL, NULL, NULL
  FROM due_cube
  UNION ALL
  SELECT
    full_date, site_id, item_group,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    forecast_cells, demand_cells, relative_error, absolute_error, error, actual
  FROM error_cube
),
item_group AS (
  SELECT DISTINCT item_group, family, abc_class
  FROM staging.kpi_item_span
),
-- One row per day and segment that anything happened to, the company among the segments.
segment_sum AS (
  SELECT
    cube.full_date,
    CASE
      WHEN GROUPING(site.code) = 0 THEN 'SITE'
      WHEN GROUPING(region.name) = 0 THEN 'REGION'
      WHEN GROUPING(item_group.family) = 0 THEN 'FAMILY'
      WHEN GROUPING(item_group.abc_class) = 0 THEN 'ABC'
      ELSE 'COMPANY'
    END AS dimension,
    CASE
      WHEN GROUPING(site.code, region.name, item_group.family, item_group.abc_class) = 15 THEN ''
      ELSE coalesce(site.code, region.name, item_group.family, item_group.abc_class::TEXT)
    END AS segment,
    sum(demand_rows) AS demand_rows,
    sum(wanted) AS wanted,
    sum(wanted) FILTER (WHERE abc_class = 'A') AS wanted_of_a,
    sum(demand_rows) FILTER (WHERE abc_class IS NOT NULL) AS classed_rows,
    sum(known_served) AS known_served,
    sum(known_wanted) AS known_wanted,
    sum(cogs) AS cogs,
    sum(wanted_value) AS wanted_value,
    sum(wanted_value) FILTER (WHERE abc_class = 'A') AS wanted_value_of_a,
    sum(counted) AS counted,
    sum(out_of_stock) AS out_of_stock,
    sum(costed) AS costed,
    sum(uncosted) AS uncosted,
    sum(stock_value) AS stock_value,
    sum(due_change) AS due_change,
    sum(late_change) AS late_change,
    sum(forecast_cells) AS forecast_cells,
    sum(demand_cells) AS demand_cells,
    sum(relative_error) AS relative_error,
    sum(absolute_error) AS absolute_error,
    sum(error) AS error,
    sum(actual) AS actual
  FROM cube
  JOIN item_group ON item_group.item_group = cube.item_group
  JOIN core.dim_site AS site ON site.site_id = cube.site_id
  LEFT JOIN core.dim_region AS region ON region.region_id = site.region_id
  GROUP BY GROUPING SETS (
    (cube.full_date),
    (cube.full_date, site.code),
    (cube.full_date, region.name),
    (cube.full_date, item_group.family),
    (cube.full_date, item_group.abc_class)
  )
),
-- Kept before: such a segment gets its figures of now, though they may be none.
kept AS (
  SELECT DISTINCT full_date, dimension, segment
  FROM analytics.kpis_segment_daily
  WHERE full_date = ANY (%(days)s)
),
named AS (
  SELECT dimension, segment
  FROM segment_sum
  WHERE segment IS NOT NULL
  UNION
  SELECT dimension, segment
  FROM kept
  UNION
  SELECT 'COMPANY', ''
),
due_day AS (
  SELECT
    full_date,
    dimension,
    segment,
    sum(due_change) OVER up_to_day AS due,
    sum(late_change) OVER up_to_day AS late
  FROM named
  CROSS JOIN (
    SELECT day::DATE AS full_date
    FROM generate_series(%(first_day)s::TIMESTAMP, %(last_day)s::TIMESTAMP, INTERVAL '1 day') AS day
  ) AS calendar_day
  LEFT JOIN segment_sum USING (full_date, dimension, segment)
  WINDOW up_to_day AS (PARTITION BY dimension, segment ORDER BY full_date)
)
SELECT
  full_date,
  dimension,
  segment,
  demand_rows,
  wanted,
  wanted_of_a,
  classed_rows,
  known_served,
  known_wanted,
  cogs,
  wanted_value,
  wanted_value_of_a,
  counted,
  out_of_stock,
  costed,
  uncosted,
  stock_value,
  due,
  late,
  forecast_run_id,
  forecast_cells,
  demand_cells,
  relative_error,
  absolute_error,
  error,
  actual
FROM kpi_asked
CROSS JOIN named
JOIN due_day USING (full_date, dimension, segment)
LEFT JOIN segment_sum USING (full_date, dimension, segment)
LEFT JOIN kept USING (full_date, dimension, segment)
WHERE dimension = 'COMPANY'
  OR coalesce(demand_rows, counted, forecast_cells, nullif(due, 0)) IS NOT NULL
  OR kept.full_date IS NOT NULL
