-- REALLOCATE, one row per transfer: instead of buying, units that another site has beyond its own
-- reorder point and review.
INSERT INTO pg_temp.advice (
  dedupe_key, type, item_id, site_id, priority, message, action_date, lead_days, quantity,
  money_at_risk, figures
)
SELECT
  concat_ws(':', 'REALLOCATE', receiver.sku, receiver.site_code, giver.site_code),
  'REALLOCATE',
  transfer.item_id,
  transfer.to_site_id,
  analytics.priority_of(receiver.score),
  format(
    'Transferir %%s %%s de %%s de %%s para %%s, em vez de comprar: faltam %%s, e %%s tem %%s além do seu nível.',
    analytics.number_pt_br(transfer.quantity), receiver.unit, receiver.sku, giver.site_code,
    receiver.site_code, analytics.number_pt_br(transfer.shortage), giver.site_code,
    analytics.number_pt_br(transfer.surplus)
  ),
  %(day)s,
  receiver.lead_days,
  transfer.quantity,
  receiver.unmet_quantity * receiver.unit_cost,
  jsonb_build_object(
    'rule', 'REALLOCATE',
    'shortage', transfer.shortage,
    'surplus', transfer.surplus,
    'from_site_id', giver.site_id,
    'from_site_code', giver.site_code,
    'from_current_stock', giver.current_stock,
    'from_reorder_point', giver.reorder_point,
    'from_order_up_to', giver.order_up_to
  )
FROM pg_temp.transfer
JOIN pg_temp.stock_position AS receiver
  ON receiver.item_id = transfer.item_id AND receiver.site_id = transfer.to_site_id
JOIN pg_temp.stock_position AS giver
  ON giver.item_id = transfer.item_id AND giver.site_id = transfer.from_site_id
