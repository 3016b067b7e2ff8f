-- One row per supplier with order lines that were due or came in the window. An order is on time in full
-- when each of its lines that was due came by its promised day; no file tells of parts of a line.
WITH line AS (
  SELECT
    placed.supplier_id,
    placed.order_number,
    placed.order_date,
    placed.expected_delivery_date,
    placed.actual_delivery_date,
    placed.expected_delivery_date BETWEEN %(first)s AND %(last)s
      AND (
        placed.actual_delivery_date IS NOT NULL
        OR (placed.status <> 'RECEIVED' AND placed.expected_delivery_date < %(judged_on)s)
      ) AS is_due,
    placed.actual_delivery_date BETWEEN %(first)s AND %(last)s AS has_come,
    coalesce(placed.actual_delivery_date <= placed.expected_delivery_date, FALSE) AS is_on_time
  FROM core.fact_orders AS placed
  WHERE placed.status <> 'CANCELLED'
    AND placed.order_date BETWEEN %(placed_from)s AND %(last)s
    AND (
      placed.expected_delivery_date BETWEEN %(first)s AND %(last)s
      OR placed.actual_delivery_date BETWEEN %(first)s AND %(last)s
    )
    AND (
      %(limited_to)s::INTEGER IS NULL
      OR placed.site_id IN (
        SELECT visible.site_id
        FROM support.v_user_sites AS visible
        WHERE visible.user_id = %(limited_to)s
      )
    )
),
due_order AS (
  SELECT
    supplier_id,
    order_number,
    count(*) AS lines,
    count(*) FILTER (WHERE is_on_time) AS lines_on_time,
    bool_and(is_on_time) AS is_on_time_in_full
  FROM line
  WHERE is_due
  GROUP BY supplier_id, order_number
),
reliability AS (
  SELECT
    supplier_id,
    sum(lines)::INTEGER AS lines_due,
    sum(lines_on_time)::INTEGER AS lines_on_time,
    count(*) AS orders_due,
    count(*) FILTER (WHERE is_on_time_in_full) AS orders_on_time_in_full
  FROM due_order
  GROUP BY supplier_id
),
-- One row: what is to be expected of a supplier of whom nothing is known.
prior AS (
  SELECT sum(orders_on_time_in_full)::FLOAT8 / sum(orders_due) AS rate
  FROM reliability
),
delivery AS (
  SELECT
    supplier_id,
    count(*) AS lines_received,
    count(DISTINCT date_trunc('month', actual_delivery_date)) AS active_months,
    min(actual_delivery_date) AS active_from,
    max(actual_delivery_date) AS active_to,
    percentile_cont(0.1) WITHIN GROUP (ORDER BY actual_delivery_date - order_date) AS lead_time_p10,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY actual_delivery_date - order_date) AS lead_time_p50,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY actual_delivery_date - order_date) AS lead_time_p90,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY expected_delivery_date - order_date)
      AS promised_days_p50,
    avg(actual_delivery_date - expected_delivery_date)::FLOAT8 AS mean_days_late
  FROM line
  WHERE has_come
  GROUP BY supplier_id
)
SELECT
  supplier.supplier_id,
  supplier.code,
  supplier.name,
  coalesce(reliability.lines_due, 0) AS lines_due,
  reliability.lines_on_time::FLOAT8 / reliability.lines_due AS on_time_rate,
  coalesce(reliability.orders_due, 0) AS orders_due,
  reliability.orders_on_time_in_full::FLOAT8 / reliability.orders_due AS otif_rate,
  (reliability.orders_on_time_in_full + %(prior_orders)s * prior.rate)
    / (reliability.orders_due + %(prior_orders)s) AS otif_expected,
  prior.rate AS otif_of_all,
  coalesce(delivery.lines_received, 0) AS lines_received,
  coalesce(delivery.active_months, 0) AS active_months,
  delivery.active_from,
  delivery.active_to,
  delivery.lead_time_p10,
  delivery.lead_time_p50,
  delivery.lead_time_p90,
  delivery.promised_days_p50,
  delivery.mean_days_late
FROM core.dim_supplier AS supplier
LEFT JOIN reliability ON reliability.supplier_id = supplier.supplier_id
LEFT JOIN delivery ON delivery.supplier_id = supplier.supplier_id
CROSS JOIN prior
WHERE (reliability.supplier_id IS NOT NULL OR delivery.supplier_id IS NOT NULL)
  AND (%(supplier_id)s::INTEGER IS NULL OR supplier.supplier_id = %(supplier_id)s)
ORDER BY otif_expected DESC NULLS LAST, supplier.supplier_id
