-- One row per segment and day: the run's forecasts of the day added up over the segment's item-sites, and
-- how many these are. Dimension COMPANY has one segment, the empty text. Of several horizons of a day the
-- smallest counts.
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
    member.segment,
    forecast.full_date,
    forecast.yhat
  FROM analytics.forecasts AS forecast
  JOIN classed_item USING (item_id)
  JOIN core.dim_site AS site ON site.site_id = forecast.site_id
  LEFT JOIN core.dim_region AS region ON region.region_id = site.region_id
  CROSS JOIN LATERAL (
    SELECT
      CASE %(dimension)s
        WHEN 'SITE' THEN site.code
        WHEN 'REGION' THEN region.name
        WHEN 'FAMILY' THEN classed_item.family
        WHEN 'ABC' THEN classed_item.abc_class
        ELSE ''
      END AS segment
  ) AS member
  WHERE forecast.run_id = %(run_id)s
    AND (%(first_day)s::DATE IS NULL OR forecast.full_date >= %(first_day)s)
    AND forecast.full_date <= %(last_day)s
    AND member.segment = ANY(%(segments)s::TEXT[])
  ORDER BY forecast.item_id, forecast.site_id, forecast.full_date, forecast.horizon_days
)
SELECT
  segment,
  full_date,
  sum(yhat)::FLOAT8 AS yhat,
  count(*) AS item_sites
FROM forecast_day
GROUP BY segment, full_date
ORDER BY segment, full_date
