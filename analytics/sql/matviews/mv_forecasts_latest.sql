-- One row per item, site, horizon and day of the champion run.
SELECT
  forecast.forecast_id,
  forecast.run_id,
  forecast.full_date,
  forecast.item_id,
  forecast.site_id,
  forecast.horizon_days,
  forecast.full_date - forecast.as_of AS lead_days,
  forecast.yhat,
  forecast.yhat_lower,
  forecast.yhat_upper,
  forecast.model_tag,
  forecast.confidence_level,
  forecast.as_of,
  forecast.computed_at
FROM analytics.forecasts AS forecast
-- As a scalar, not a join: PostgreSQL then reads the champion's partition alone.
WHERE forecast.run_id = (
  SELECT run_id
  FROM analytics.model_runs
  WHERE dataset = 'forecasts'
    AND status = 'CHAMPION'
)
