-- PROMO, one row per item-site with stock, known for a year and without demand in it.
INSERT INTO pg_temp.advice (
  dedupe_key, type, item_id, site_id, priority, message, action_date, lead_days, quantity,
  money_at_risk, figures
)
SELECT
  concat_ws(':', 'PROMO', sku, site_code),
  'PROMO',
  item_id,
  site_id,
  'LOW',
  format(
    'Escoar %%s %%s de %%s em %%s: sem demanda há mais de %%s dias.%%s',
    analytics.number_pt_br(current_stock), unit, sku, site_code,
    analytics.number_pt_br(%(dead_stock_days)s, 0),
    ' Valor parado: R$ ' || analytics.number_pt_br(current_stock * unit_cost, 2) || '.'
  ),
  NULL,
  lead_days,
  current_stock,
  current_stock * unit_cost,
  jsonb_build_object('rule', 'PROMO', 'dead_stock_days', %(dead_stock_days)s::INTEGER)
FROM pg_temp.stock_position AS position_of_pair
WHERE current_stock > 0
  AND coalesce(last_demand_date <= %(day)s::DATE - %(dead_stock_days)s::INTEGER, TRUE)
  -- An item that came lately had no year to be wanted in.
  AND (
    EXISTS (
      SELECT 1
      FROM core.fact_inventory_daily AS counted
      WHERE counted.item_id = position_of_pair.item_id
        AND counted.site_id = position_of_pair.site_id
        AND counted.full_date <= %(day)s::DATE - %(dead_stock_days)s::INTEGER
    )
    OR EXISTS (
      SELECT 1
      FROM core.fact_demand_daily AS demand
      WHERE demand.item_id = position_of_pair.item_id
        AND demand.site_id = position_of_pair.site_id
        AND demand.full_date <= %(day)s::DATE - %(dead_stock_days)s::INTEGER
    )
  )
