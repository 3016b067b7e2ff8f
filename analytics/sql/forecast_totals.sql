-- One row per day: the run's forecasts of it added up, over the company or the item-sites of a segment.
-- Of several horizons of a day the smallest counts.
WITH classed_item AS (
  SELECT
    item.item_id,
    item.family,
    coalesce(class.abc_class, item.abc_class)::TEXT AS abc_class
  FROM core.dim_item AS item
  LEFT JOIN LATERAL (
    SELECT held.abc_class
    FROM analytics.item_classifications AS held
    WHERE held.item_id = item.item_id
      AND held.abc_class IS NOT NULL
      AND held.valid_from <= %(today)s
      AND coalesce(held.valid_to, %(today)s) >= %(today)s
    ORDER BY held.source = 'OVERRIDE' DESC, held.valid_from DESC
    LIMIT 1
  ) AS class ON TRUE
),
forecast_day AS (
  SELECT DISTINCT ON (forecast.item_id, forecast.site_id, forecast.full_date)
    forecast.full_date,
    forecast.yhat
  FROM analytics.forecasts AS forecast
  JOIN classed_item USING (item_id)
  JOIN core.dim_site AS site ON site.site_id = forecast.site_id
  LEFT JOIN core.dim_region AS region ON region.region_id = site.region_id
  WHERE forecast.run_id = %(run_id)s
    AND forecast.full_date <= %(last_day)s
    AND coalesce(
      CASE %(dimension)s
        WHEN 'SITE' THEN site.code
        WHEN 'REGION' THEN region.name
        WHEN 'FAMILY' THEN classed_item.family
        WHEN 'ABC' THEN classed_item.abc_class
        ELSE %(segment)s
      END = %(segment)s,
      FALSE
    )
  ORDER BY forecast.item_id, forecast.site_id, forecast.full_date, forecast.horizon_days
)
SELECT full_date, sum(yhat)::FLOAT8 AS forecast
FROM forecast_day
GROUP BY full_date
ORDER BY full_date
