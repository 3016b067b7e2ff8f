-- One row per item-site and, under site 0, item that was ever ordered: the supplier of its latest order.
INSERT INTO pg_temp.pair_supplier (item_id, site_id, supplier_id)
SELECT
  item_id,
  coalesce(site_id, 0),
  (array_agg(supplier_id ORDER BY order_date DESC, order_number DESC, order_line DESC))[1]
FROM core.fact_orders
WHERE order_date <= %(day)s
  AND status <> 'CANCELLED'
GROUP BY GROUPING SETS ((item_id, site_id), (item_id))
