-- One row per day from first_day to last_day among whose due lines there are any: how many, and the sum
-- of their runs. A line is among those due for 30 days.
CREATE TEMPORARY TABLE kpi_order_lines_seen ON COMMIT DROP AS
SELECT
  day::DATE AS full_date,
  sum(line_count) AS rows_seen,
  sum(run_sum) AS runs_seen
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
