-- One row per site that has demand for the item or a forecast of the run, and that the user may see.
WITH item_demand AS (
  SELECT
    site_id,
    count(DISTINCT full_date) FILTER (
      WHERE full_date BETWEEN %(first_day)s AND %(last_day)s
    ) AS demand_days,
    max(full_date) AS last_demand_date
  FROM core.fact_demand_daily
  WHERE item_id = %(item_id)s
    AND quantity > 0
  GROUP BY site_id
),
item_forecast AS (
  SELECT DISTINCT site_id
  FROM analytics.forecasts
  WHERE run_id = %(run_id)s
    AND item_id = %(item_id)s
)
SELECT
  site.site_id,
  site.code,
  site.name,
  site.site_type,
  region.name AS region,
  coalesce(item_demand.demand_days, 0) AS demand_days,
  item_demand.last_demand_date,
  item_forecast.site_id IS NOT NULL AS has_forecast,
  site.data_quality_note
FROM core.dim_site AS site
LEFT JOIN core.dim_region AS region ON region.region_id = site.region_id
LEFT JOIN item_demand ON item_demand.site_id = site.site_id
LEFT JOIN item_forecast ON item_forecast.site_id = site.site_id
WHERE (item_demand.site_id IS NOT NULL OR item_forecast.site_id IS NOT NULL)
  AND (
    %(limited_to)s::INTEGER IS NULL
    OR site.site_id IN (
      SELECT visible.site_id
      FROM support.v_user_sites AS visible
      WHERE visible.user_id = %(limited_to)s
    )
  )
ORDER BY demand_days DESC, site.site_id
