-- EXPEDITE, one row per item-site that runs out before an order under way comes, or with one that is
-- overdue or promised for no day.
INSERT INTO pg_temp.advice (
  dedupe_key, type, item_id, site_id, priority, message, action_date, lead_days, quantity,
  money_at_risk, figures
)
WITH late_order AS (
  SELECT
    item_id,
    site_id,
    count(*) AS lines,
    sum(open_order.quantity) AS quantity,
    min(expected_delivery_date) AS first_date,
    jsonb_agg(
      jsonb_build_object(
        'order_number', order_number,
        'order_line', order_line,
        'quantity', open_order.quantity,
        'expected_delivery_date', expected_delivery_date
      )
      ORDER BY expected_delivery_date, order_number, order_line
    ) AS orders
  FROM pg_temp.open_order
  JOIN pg_temp.stock_position USING (item_id, site_id)
  WHERE days_to_rupture_inbound IS NOT NULL
    AND (
      coalesce(expected_delivery_date <= %(day)s, TRUE)
      OR expected_delivery_date > %(day)s::DATE + days_to_rupture_inbound
    )
  GROUP BY item_id, site_id
)
SELECT
  concat_ws(':', 'EXPEDITE', sku, site_code),
  'EXPEDITE',
  item_id,
  site_id,
  analytics.priority_of(score),
  format(
    'Antecipar %%s %%s de %%s para %%s, em %%s pedido(s): o estoque %%s e a entrega %%s.',
    analytics.number_pt_br(quantity), unit, sku, site_code, lines,
    CASE
      WHEN days_to_rupture_inbound = 0 THEN 'já acabou'
      ELSE 'deve acabar em ' || to_char(%(day)s::DATE + days_to_rupture_inbound, 'DD/MM/YYYY')
    END,
    CASE
      WHEN first_date IS NULL THEN 'não tem data'
      WHEN first_date <= %(day)s THEN 'está atrasada desde ' || to_char(first_date, 'DD/MM/YYYY')
      ELSE 'está prevista para ' || to_char(first_date, 'DD/MM/YYYY')
    END
  ),
  %(day)s,
  lead_days,
  quantity,
  unmet_quantity * unit_cost,
  jsonb_build_object('rule', 'EXPEDITE', 'orders', orders)
FROM late_order
JOIN pg_temp.stock_position USING (item_id, site_id)
