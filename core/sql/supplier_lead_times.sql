-- One row per number of days from order to receipt: lines that took as many, and that were promised so.
WITH received AS (
  SELECT
    placed.actual_delivery_date - placed.order_date AS took,
    placed.expected_delivery_date - placed.order_date AS promised
  FROM core.fact_orders AS placed
  WHERE placed.supplier_id = %(supplier_id)s
    AND placed.status <> 'CANCELLED'
    AND placed.order_date BETWEEN %(placed_from)s AND %(last)s
    AND placed.actual_delivery_date BETWEEN %(first)s AND %(last)s
    AND (
      %(limited_to)s::INTEGER IS NULL
      OR placed.site_id IN (
        SELECT visible.site_id
        FROM support.v_user_sites AS visible
        WHERE visible.user_id = %(limited_to)s
      )
    )
),
counted AS (
  SELECT took AS days, 1 AS taken, 0 AS promised FROM received
  UNION ALL
  SELECT promised AS days, 0 AS taken, 1 AS promised FROM received WHERE promised IS NOT NULL
)
SELECT
  days,
  sum(taken)::INTEGER AS lines,
  sum(promised)::INTEGER AS promised_lines
FROM counted
GROUP BY days
ORDER BY days
