-- LATE_ORDER, one row per item-site with orders under way that are past their promised day.
INSERT INTO pg_temp.condition (
  dedupe_key, category, item_id, site_id, level, message, money_at_risk, figures
)
WITH late_order AS (
  SELECT
    item_id,
    site_id,
    count(*) AS lines,
    sum(quantity) AS quantity,
    min(expected_delivery_date) AS first_date,
    jsonb_agg(
      jsonb_build_object(
        'order_number', order_number,
        'order_line', order_line,
        'quantity', quantity,
        'expected_delivery_date', expected_delivery_date
      )
      ORDER BY expected_delivery_date, order_number, order_line
    ) AS orders
  FROM pg_temp.open_order
  WHERE expected_delivery_date < %(day)s
  GROUP BY item_id, site_id
)
SELECT
  concat_ws(':', 'LATE_ORDER', item.sku, site.code),
  'LATE_ORDER',
  late_order.item_id,
  late_order.site_id,
  CASE WHEN stock.current_stock <= 0 THEN 'CRITICAL' ELSE 'WARNING' END,
  format(
    '%%s pedido(s) de %%s para %%s (%%s %%s) em atraso há até %%s dias.', lines, item.sku, site.code,
    analytics.number_pt_br(quantity), item.unit_measure, %(day)s::DATE - first_date
  ),
  stock.unmet_quantity * stock.unit_cost,
  jsonb_build_object('rule', 'LATE_ORDER', 'orders', orders, 'days_late', %(day)s::DATE - first_date)
FROM late_order
JOIN core.dim_item AS item ON item.item_id = late_order.item_id
JOIN core.dim_site AS site ON site.site_id = late_order.site_id
LEFT JOIN pg_temp.stock_position AS stock
  ON stock.item_id = late_order.item_id AND stock.site_id = late_order.site_id
