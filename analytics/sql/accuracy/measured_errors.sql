-- One row per segment and lead time: how far the forecasts of its item-sites missed, all misses added up, as a
-- share of what they foresaw; in the newest run up to this one that was scored and is of the same model.
WITH scored_run AS (
  SELECT
    accuracy.segment,
    accuracy.lead_bucket,
    accuracy.forecast_run_id,
    min(accuracy.first_day) AS first_day,
    max(accuracy.last_day) AS last_day,
    sum(accuracy.cells) AS cells,
    sum(accuracy.wape * accuracy.actual) AS absolute_error,
    sum((1 + accuracy.bias) * accuracy.actual) AS foreseen
  FROM analytics.forecast_accuracy AS accuracy
  JOIN analytics.model_runs AS run ON run.run_id = accuracy.forecast_run_id
  WHERE accuracy.dimension = %(dimension)s
    AND accuracy.segment = ANY(%(segments)s::TEXT[])
    AND accuracy.lead_bucket <> 'ALL'
    AND accuracy.forecast_run_id <= %(run_id)s
    AND run.model_tag IS NOT DISTINCT FROM %(model_tag)s
  GROUP BY accuracy.segment, accuracy.lead_bucket, accuracy.forecast_run_id
  -- A model of which nothing was wanted has no WAPE: its misses are not known.
  HAVING bool_and(accuracy.wape IS NOT NULL)
    AND sum((1 + accuracy.bias) * accuracy.actual) > 0
)
SELECT DISTINCT ON (segment, lead_bucket)
  segment,
  lead_bucket,
  round(absolute_error / foreseen, 6)::FLOAT8 AS error_share,
  forecast_run_id AS measured_run_id,
  first_day,
  last_day,
  cells::BIGINT AS cells
FROM scored_run
ORDER BY segment, lead_bucket, forecast_run_id DESC
