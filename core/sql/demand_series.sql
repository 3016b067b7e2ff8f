-- One row per day with demand of the item at the site, over all suppliers.
SELECT
  demand.full_date,
  trim_scale(sum(demand.quantity)) AS quantity
FROM core.fact_demand_daily AS demand
WHERE demand.item_id = %(item_id)s
  AND demand.site_id = %(site_id)s
  AND demand.full_date BETWEEN %(first)s AND %(last)s
  AND (
    %(limited_to)s::INTEGER IS NULL
    OR EXISTS (
      SELECT
      FROM support.v_user_sites AS visible
      WHERE visible.user_id = %(limited_to)s
        AND visible.site_id = %(site_id)s
    )
  )
GROUP BY demand.full_date
ORDER BY demand.full_date
