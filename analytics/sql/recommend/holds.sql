-- HOLD, one row per item-site with stock for more days than is sensible and more bought all the same.
INSERT INTO pg_temp.advice (
  dedupe_key, type, item_id, site_id, priority, message, action_date, lead_days, quantity,
  money_at_risk, figures
)
WITH latest_order AS (
  SELECT item_id, site_id, max(order_date) AS order_date
  FROM core.fact_orders
  WHERE order_date > %(day)s::DATE - %(recent_order_days)s::INTEGER
    AND order_date <= %(day)s
    AND status <> 'CANCELLED'
  GROUP BY item_id, site_id
)
SELECT
  concat_ws(':', 'HOLD', sku, site_code),
  'HOLD',
  item_id,
  site_id,
  CASE WHEN inbound_quantity > 0 THEN 'MEDIUM' ELSE 'LOW' END,
  format(
    'Não comprar %%s para %%s%%s: o estoque de %%s %%s cobre %%s dias.', sku, site_code,
    CASE
      WHEN inbound_quantity > 0 THEN
        format(' e segurar %%s %%s a caminho', analytics.number_pt_br(inbound_quantity), unit)
    END,
    analytics.number_pt_br(current_stock), unit, analytics.number_pt_br(cover_days, 0)
  ),
  %(day)s,
  lead_days,
  inbound_quantity,
  excess_quantity * unit_cost,
  jsonb_build_object(
    'rule', 'HOLD',
    'cover_days', round(cover_days, 1),
    'excess_quantity', round(excess_quantity, 4),
    'latest_order_date', latest_order.order_date
  )
FROM pg_temp.stock_position
LEFT JOIN latest_order USING (item_id, site_id)
WHERE excess_quantity > 0
  AND (inbound_quantity > 0 OR latest_order.order_date IS NOT NULL)
