-- One row, once forecasts are published: how far off what readers saw was in the last 28 days whose
-- demand is known, and in the 28 before. Of each day it takes the latest run from before that day.
WITH seen_day AS (
  SELECT DISTINCT ON (daily.full_date)
    daily.full_date,
    daily.forecast_run_id
  FROM analytics.forecast_accuracy_daily AS daily
  JOIN analytics.model_runs AS run ON run.run_id = daily.forecast_run_id
  WHERE run.status <> 'CANDIDATE'
    AND run.as_of < daily.full_date
    AND NOT EXISTS (
      SELECT 1
      FROM support.load_runs AS undoing
      WHERE undoing.dataset = run.dataset
        AND undoing.run_id > run.run_id
        AND undoing.status = 'ROLLBACK'
        AND (undoing.details ->> 'rolled_back')::BIGINT = run.run_id
    )
  ORDER BY daily.full_date, run.as_of DESC, run.run_id DESC
),
last_seen_day AS (
  SELECT max(full_date) AS full_date
  FROM seen_day
),
seen_score AS (
  SELECT
    daily.full_date,
    daily.full_date > last_seen_day.full_date - 28 AS is_recent,
    daily.cells,
    daily.actual,
    daily.error,
    daily.absolute_error
  FROM seen_day
  JOIN last_seen_day ON seen_day.full_date > last_seen_day.full_date - 56
  JOIN analytics.forecast_accuracy_daily AS daily
    ON daily.full_date = seen_day.full_date
    AND daily.forecast_run_id = seen_day.forecast_run_id
)
SELECT
  champion.run_id,
  champion.model_tag,
  round(
    sum(score.absolute_error) FILTER (WHERE score.is_recent)
    / nullif(sum(score.actual) FILTER (WHERE score.is_recent), 0), 6
  ) AS wape_recent,
  round(
    sum(score.absolute_error) FILTER (WHERE NOT score.is_recent)
    / nullif(sum(score.actual) FILTER (WHERE NOT score.is_recent), 0), 6
  ) AS wape_before,
  round(
    sum(score.error) FILTER (WHERE score.is_recent)
    / nullif(sum(score.actual) FILTER (WHERE score.is_recent), 0), 6
  ) AS bias_recent,
  coalesce(sum(score.cells) FILTER (WHERE score.is_recent), 0)::BIGINT AS cells,
  count(DISTINCT score.full_date) FILTER (WHERE score.is_recent) AS days_recent,
  count(DISTINCT score.full_date) FILTER (WHERE NOT score.is_recent) AS days_before,
  max(score.full_date) AS last_day
FROM analytics.model_runs AS champion
LEFT JOIN seen_score AS score ON TRUE
WHERE champion.dataset = 'forecasts'
  AND champion.status = 'CHAMPION'
GROUP BY champion.run_id, champion.model_tag
