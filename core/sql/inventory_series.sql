-- One row per day on which the item's stock at the site was counted.
SELECT
  counted.full_date,
  trim_scale(counted.current_stock) AS current_stock,
  trim_scale(counted.safety_stock) AS safety_stock,
  trim_scale(counted.reorder_point) AS reorder_point,
  counted.days_to_rupture
FROM core.fact_inventory_daily AS counted
WHERE counted.item_id = %(item_id)s
  AND counted.site_id = %(site_id)s
  AND counted.full_date BETWEEN %(first)s AND %(last)s
  AND (
    %(limited_to)s::INTEGER IS NULL
    OR EXISTS (
      SELECT
      FROM support.v_user_sites AS visible
      WHERE visible.user_id = %(limited_to)s
        AND visible.site_id = %(site_id)s
    )
  )
ORDER BY counted.full_date
