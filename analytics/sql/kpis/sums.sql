-- One row per day asked for and, of dimension and segment, the company or a segment with anything
-- on that day: the sums that the day's figures are made of, all from one reading of each fact, and how
-- many rows of demand and stock the day has, and the sum of their runs.
CREATE TEMPORARY TABLE kpi_sum ON COMMIT DROP AS
-- "IS NOT TRUE" of what is beyond a span tells the planner that nearly every row has its span.
WITH demand_cube AS (
  SELECT
    demand.full_date,
    demand.site_id,
    item.item_group,
    count(*) AS demand_rows,
    sum(demand.run_id) AS demand_runs,
    count(demand.unfulfilled_quantity) AS known_rows,
    sum(demand.quantity) AS served,
    sum(demand.quantity) FILTER (WHERE demand.unfulfilled_quantity IS NULL) AS served_of_unknown,
    sum(demand.unfulfilled_quantity) AS unmet,
    sum(demand.quantity * coalesce(demand.unit_cost, item.unit_cost)) AS cogs,
    sum(demand.unfulfilled_quantity * coalesce(demand.unit_cost, item.unit_cost))
      FILTER (WHERE demand.unfulfilled_quantity > 0) AS unmet_value
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
    count(*) AS stock_rows,
    sum(stock.run_id) AS stock_runs,
    count(*) FILTER (WHERE stock.current_stock <= 0) AS out_of_stock,
    count(item.unit_cost) AS costed,
    count(*) FILTER (WHERE stock.current_stock > 0 AND item.unit_cost IS NULL) AS uncosted,
    sum(greatest(stock.current_stock, 0) * item.unit_cost) AS stock_value
  FROM core.fact_inventory_daily AS stock
  JOIN staging.kpi_item_span AS item
    ON item.item_id = stock.item_id
    AND (stock.full_date < item.valid_from OR stock.full_date >= item.valid_until) IS NOT TRUE
  WHERE stock.full_date = ANY (%(days)s)
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
item_group AS (
  SELECT DISTINCT item_group, family, abc_class, active
  FROM staging.kpi_item_span
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
    NULL::NUMERIC AS forecast_cells, NULL::NUMERIC AS demand_cells,
    NULL::FLOAT8 AS relative_error, NULL::FLOAT8 AS absolute_error, NULL::FLOAT8 AS error,
    NULL::FLOAT8 AS actual
  FROM demand_cube
  UNION ALL
  SELECT
    full_date, site_id, item_group,
    NULL, NULL, NULL, NULL, NULL, NULL,
    stock_rows, out_of_stock, costed, uncosted, stock_value,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM stock_cube
  JOIN core.dim_site USING (site_id)
  JOIN item_group USING (item_group)
  WHERE dim_site.active
    AND item_group.active
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
  FROM pg_temp.kpi_error
),
fact_day AS (
  SELECT
    full_date,
    sum(fact_rows) AS fact_rows,
    sum(fact_runs) AS fact_runs
  FROM (
    SELECT full_date, demand_rows AS fact_rows, demand_runs AS fact_runs
    FROM demand_cube
    UNION ALL
    SELECT full_date, stock_rows, stock_runs
    FROM stock_cube
  ) AS fact_of_day
  GROUP BY full_date
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
  fact_rows,
  fact_runs,
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
LEFT JOIN fact_day USING (full_date)
WHERE dimension = 'COMPANY'
  OR coalesce(demand_rows, counted, forecast_cells, nullif(due, 0)) IS NOT NULL
  OR kept.full_date IS NOT NULL
