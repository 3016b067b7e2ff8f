-- One row per order line that was under way at the end of the day.
INSERT INTO pg_temp.open_order (
  item_id, site_id, order_number, order_line, order_date, supplier_id, quantity,
  expected_delivery_date
)
SELECT
  item_id,
  site_id,
  order_number,
  order_line,
  order_date,
  supplier_id,
  quantity,
  expected_delivery_date
FROM core.fact_orders
WHERE order_date <= %(day)s
  AND (
    (status IN ('PLACED', 'DELAYED') AND actual_delivery_date IS NULL)
    -- What has arrived since was under way then.
    OR (status <> 'CANCELLED' AND actual_delivery_date > %(day)s)
  )
