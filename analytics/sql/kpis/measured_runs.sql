-- One row per forecasts run that was once the champion and still has its rows, the latest published
-- first: the first day of which it can have been the forecast.
SELECT
  run_id,
  greatest(
    (published_at AT TIME ZONE %(zone)s)::DATE,
    as_of + 1
  ) AS first_day
FROM analytics.model_runs
WHERE dataset = 'forecasts'
  AND status IN ('CHAMPION', 'RETIRED')
  AND dropped_at IS NULL
ORDER BY published_at DESC, run_id DESC
