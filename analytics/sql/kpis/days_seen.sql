-- Notes of each day asked for which run worked it out and what it saw of the facts.
INSERT INTO analytics.kpi_days (full_date, rows_seen, runs_seen, run_id)
SELECT
  full_date,
  coalesce(rows_seen, 0),
  coalesce(runs_seen, 0),
  %(run_id)s
FROM unnest(%(days)s::DATE[]) AS asked (full_date)
LEFT JOIN kpi_facts_seen USING (full_date)
ON CONFLICT (full_date) DO UPDATE
SET
  rows_seen = excluded.rows_seen,
  runs_seen = excluded.runs_seen,
  run_id = excluded.run_id
