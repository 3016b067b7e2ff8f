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
JOIN analytics.model_runs AS champion
  ON champion.run_id = forecast.run_id
WHERE champion.dataset = 'forecasts'
  AND champion.status = 'CHAMPION'
