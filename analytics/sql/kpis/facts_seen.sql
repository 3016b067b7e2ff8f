-- One row per day from first_day to last_day with facts that its figures are made of: how many rows
-- and the sum of their runs, which change with every load and every rollback of one. kpi_sum has the
-- same of demand and stock, of the days that it is made of.
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
  SELECT full_date, rows_seen, runs_seen
  FROM pg_temp.kpi_order_lines_seen
)
SELECT
  full_date,
  sum(rows_seen)::BIGINT AS rows_seen,
  sum(runs_seen) AS runs_seen
FROM fact_day
GROUP BY full_date
