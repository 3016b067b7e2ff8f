-- One row per day and horizon that a run forecasts for an item at a site, a page of them in order.
SELECT
  forecast.full_date,
  trim_scale(forecast.yhat) AS yhat,
  trim_scale(forecast.yhat_lower) AS yhat_lower,
  trim_scale(forecast.yhat_upper) AS yhat_upper,
  forecast.model_tag,
  forecast.horizon_days,
  trim_scale(forecast.confidence_level) AS confidence_level
FROM analytics.forecasts AS forecast
WHERE forecast.run_id = %(run_id)s
  AND forecast.item_id = %(item_id)s
  AND forecast.site_id = %(site_id)s
  AND (%(first)s::DATE IS NULL OR forecast.full_date >= %(first)s)
  AND (%(last)s::DATE IS NULL OR forecast.full_date <= %(last)s)
  AND (%(horizon)s::SMALLINT IS NULL OR forecast.horizon_days = %(horizon)s)
  AND (
    %(limited_to)s::INTEGER IS NULL
    OR EXISTS (
      SELECT
      FROM support.v_user_sites AS visible
      WHERE visible.user_id = %(limited_to)s
        AND visible.site_id = %(site_id)s
    )
  )
ORDER BY
  forecast.full_date,
  forecast.horizon_days
LIMIT %(limit)s
OFFSET %(offset)s
