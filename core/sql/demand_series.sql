-- One row per day with demand of the item at the site, over all suppliers.
SELECT
  demand.full_date,
  sum(demand.quantity)::FLOAT8 AS quantity
FROM core.fact_demand_daily AS demand
WHERE demand.item_id = %(item_id)s
  AND demand.site_id = %(site_id)s
  AND demand.full_date BETWEEN %(first)s AND %(last)s
  AND (
    %(limited_to)s::INTEGER IS NULL
    OR demand.site_id IN (
      SELECT visible.site_id
      FROM support.v_user_sites AS visible
      WHERE visible.user_id = %(limited_to)s
    )
  )
GROUP BY demand.full_date
ORDER BY demand.full_date
