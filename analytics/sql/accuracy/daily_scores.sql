-- One row per model and day: the sums of one run, before they take their place.
INSERT INTO pg_temp.daily_score (
  forecast_run_id, model_tag, full_date, cells, actual, error, absolute_error, run_id
)
SELECT
  %(forecast_run_id)s,
  model_tag,
  full_date,
  count(*),
  sum(actual),
  sum(yhat - actual),
  sum(abs(yhat - actual)),
  %(run_id)s
FROM pg_temp.scored_cell
GROUP BY model_tag, full_date
