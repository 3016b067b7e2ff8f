-- One row per forecasts run that was once the champion and still has its rows, the latest to become so
-- first: the first day of which it can have been the forecast. A candidate that was given up is retired
-- too, and never was the champion.
SELECT
  run.run_id,
  greatest(
    (coalesce(run.crowned_at, run.published_at) AT TIME ZONE %(zone)s)::DATE,
    run.as_of + 1
  ) AS first_day
FROM analytics.model_runs AS run
WHERE run.dataset = 'forecasts'
  AND run.status IN ('CHAMPION', 'RETIRED')
  AND run.dropped_at IS NULL
  AND (
    run.crowned_at IS NOT NULL
    OR NOT EXISTS (
      SELECT 1
      FROM support.load_runs AS load
      WHERE load.run_id = run.run_id
        AND load.status = 'CANDIDATE'
    )
  )
ORDER BY coalesce(run.crowned_at, run.published_at) DESC, run.run_id DESC
