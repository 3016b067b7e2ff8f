-- REORDER, one row per item-site whose stock and orders under way are at the reorder point: up to
-- the reorder point and the demand of a review, in whole lots, within the largest order.
INSERT INTO pg_temp.advice (
  dedupe_key, type, item_id, site_id, priority, message, action_date, lead_days, quantity,
  money_at_risk, figures
)
WITH shortage AS (
  SELECT
    stock_position.item_id,
    stock_position.site_id,
    least(
      -- Without a least order the lot is one unit: nobody sells a part of one.
      ceil(
        (order_up_to - inventory_position) / coalesce(nullif(min_order_qty, 0), 1)
      ) * coalesce(nullif(min_order_qty, 0), 1),
      max_order_qty
    ) AS quantity
  FROM pg_temp.stock_position
  WHERE inventory_position <= reorder_point
    AND order_up_to > inventory_position
)
SELECT
  concat_ws(':', 'REORDER', sku, site_code),
  'REORDER',
  item_id,
  site_id,
  analytics.priority_of(score),
  format(
    'Comprar %%s %%s de %%s para %%s: estoque %%s, a caminho %%s, ponto de reposição %%s.%%s',
    analytics.number_pt_br(quantity), unit, sku, site_code,
    analytics.number_pt_br(current_stock), analytics.number_pt_br(inbound_quantity),
    analytics.number_pt_br(reorder_point),
    CASE
      WHEN days_to_rupture_inbound = 0 THEN ' Não há estoque.'
      WHEN days_to_rupture_inbound IS NOT NULL THEN
        ' O estoque deve acabar em ' || to_char(%(day)s::DATE + days_to_rupture_inbound, 'DD/MM/YYYY')
        || '.'
    END
  ),
  -- The last day on which an order still arrives before the rupture.
  %(day)s::DATE + least(greatest(coalesce(days_to_rupture_inbound, 0) - lead_days, 0), 365),
  lead_days,
  quantity,
  unmet_quantity * unit_cost,
  jsonb_build_object('rule', 'REORDER')
FROM shortage
JOIN pg_temp.stock_position USING (item_id, site_id)
WHERE quantity > 0
