-- Notes of each day asked for which run worked it out and what it saw of the facts.
INSERT INTO analytics.kpi_days (full_date, rows_seen, runs_seen, run_id)
SELECT
  full_date,
  coalesce(fact_rows, 0) + coalesce(lines.rows_seen, 0),
  coalesce(fact_runs, 0) + coalesce(lines.runs_seen, 0),
  %(run_id)s
FROM pg_temp.kpi_sum
LEFT JOIN pg_temp.kpi_order_lines_seen AS lines USING (full_date)
WHERE dimension = 'COMPANY'
ON CONFLICT (full_date) DO UPDATE
SET
  rows_seen = excluded.rows_seen,
  runs_seen = excluded.runs_seen,
  run_id = excluded.run_id
