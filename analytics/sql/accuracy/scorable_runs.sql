-- One row per forecasts run that still has its rows, and the first day of demand that scoring it needs:
-- 364 days up to the as-of date of its oldest row.
SELECT
  run.run_id,
  run.status,
  oldest.as_of - 363 AS first_day
FROM analytics.model_runs AS run
CROSS JOIN LATERAL (
  SELECT min(forecast.as_of) AS as_of
  FROM analytics.forecasts AS forecast
  WHERE forecast.run_id = run.run_id
) AS oldest
WHERE run.dataset = 'forecasts'
  AND run.dropped_at IS NULL
  AND (%(run_id)s::BIGINT IS NULL OR run.run_id = %(run_id)s)
  AND oldest.as_of IS NOT NULL
ORDER BY run.run_id
