-- One row per model, item, site and day that the run forecast up to a day, under the smallest horizon
-- that it gave the day: what was forecast, what was demanded, and what the latest such weekday up to
-- the as-of date had brought. No row of demand is no demand.
CREATE TEMPORARY TABLE scored_cell ON COMMIT DROP AS
WITH forecast_cell AS (
  SELECT DISTINCT ON (model_tag, item_id, site_id, full_date)
    model_tag,
    item_id,
    site_id,
    full_date,
    as_of,
    full_date - as_of AS lead_days,
    yhat,
    yhat_lower,
    yhat_upper,
    confidence_level
  FROM analytics.forecasts
  WHERE run_id = %(forecast_run_id)s
    AND full_date <= %(until)s
  ORDER BY model_tag, item_id, site_id, full_date, horizon_days
)
SELECT
  cell.model_tag,
  cell.item_id,
  cell.site_id,
  cell.full_date,
  cell.as_of,
  CASE
    WHEN cell.lead_days <= 7 THEN '1-7'
    WHEN cell.lead_days <= 14 THEN '8-14'
    WHEN cell.lead_days <= 30 THEN '15-30'
    WHEN cell.lead_days <= 60 THEN '31-60'
    WHEN cell.lead_days <= 90 THEN '61-90'
    ELSE '91+'
  END AS lead_bucket,
  cell.yhat,
  cell.yhat_lower,
  cell.yhat_upper,
  cell.confidence_level,
  num_nulls(cell.yhat_lower, cell.yhat_upper, cell.confidence_level) = 0 AS has_interval,
  coalesce(actual.units, 0) AS actual,
  coalesce(week_before.units, 0) AS naive
FROM forecast_cell AS cell
LEFT JOIN pg_temp.daily_demand AS actual
  ON actual.item_id = cell.item_id
  AND actual.site_id = cell.site_id
  AND actual.full_date = cell.full_date
LEFT JOIN pg_temp.daily_demand AS week_before
  ON week_before.item_id = cell.item_id
  AND week_before.site_id = cell.site_id
  AND week_before.full_date = cell.full_date - (cell.lead_days + 6) / 7 * 7
