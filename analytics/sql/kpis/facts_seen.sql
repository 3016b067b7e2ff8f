-- One row per day from first_day to last_day with facts that its figures are made of: how many rows
-- and the sum of their runs, which change with every load and every rollback of one.
CREATE TEMPORARY TABLE kpi_facts_seen ON COMMIT DROP AS
WITH fact_day AS (
  SELECT full_date, count(*) AS rows_seen, sum(run_id) AS runs_seen
  FROM core.fact_demand_daily
  WHERE full_date BETWEEN %(first_day)s AND %(last_day)s
  GROUP BY full_date
  UNION ALL
  SELECT full_date, count(*), sum(run_id)
  FROM core.fact_inventory_daily
  WHERE full_date BETWEEN %(first_day)s AND %(last_day)s
  GROUP BY full_date
  UNION ALL
  -- A line is among those due for 30 days.
  SELECT day::DATE, sum(line_count), sum(run_sum)
  FROM (
    SELECT expected_delivery_date, count(*) AS line_count, sum(run_id) AS run_sum
    FROM core.fact_orders
    WHERE expected_delivery_date BETWEEN %(first_day)s::DATE - 29 AND %(last_day)s
    GROUP BY expected_delivery_date
  ) AS due_day
  CROSS JOIN LATERAL generate_series(
    greatest(expected_delivery_date, %(first_day)s)::TIMESTAMP,
    least(expected_delivery_date + 29, %(last_day)s)::TIMESTAMP,
    INTERVAL '1 day'
  ) AS day
  GROUP BY day
)
SELECT
  full_date,
  sum(rows_seen)::BIGINT AS rows_seen,
  sum(runs_seen) AS runs_seen
FROM fact_day
GROUP BY full_date
