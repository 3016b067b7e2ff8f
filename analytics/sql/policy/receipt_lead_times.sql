-- One row per supplier and item, item, and supplier with enough receipts in the window: days from
-- order to receipt.
INSERT INTO pg_temp.receipt_lead_time (supplier_id, item_id, mean, std, receipts)
SELECT
  supplier_id,
  item_id,
  avg(actual_delivery_date - order_date),
  stddev_samp(actual_delivery_date - order_date),
  count(*)
FROM core.fact_orders
WHERE status = 'RECEIVED'
  AND order_date <= %(day)s
  AND actual_delivery_date > %(day)s::DATE - %(lead_time_window_days)s::INTEGER
  AND actual_delivery_date <= %(day)s
GROUP BY GROUPING SETS ((supplier_id, item_id), (item_id), (supplier_id))
HAVING count(*) >= %(lead_time_least_receipts)s
