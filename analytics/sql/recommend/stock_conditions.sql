-- One row per item-site and condition of its stock that somebody should know of.
INSERT INTO pg_temp.condition (
  dedupe_key, category, item_id, site_id, level, message, money_at_risk, figures
)
SELECT
  concat_ws(':', told.category, sku, site_code),
  told.category,
  item_id,
  site_id,
  told.level,
  told.message,
  told.money_at_risk,
  jsonb_build_object(
    'rule', told.category,
    'cover_days', round(cover_days, 1),
    'excess_quantity', round(excess_quantity, 4),
    'unmet_quantity', unmet_quantity
  )
FROM pg_temp.stock_position
CROSS JOIN LATERAL (
  SELECT
    CASE WHEN criticality >= 8 OR abc_class = 'A' THEN 'CRITICAL' ELSE 'WARNING' END AS grave,
    unmet_quantity * unit_cost AS missed_value
) AS weight
CROSS JOIN LATERAL (
  VALUES
    (
      'STOCKOUT',
      current_stock <= 0 AND last_demand_date IS NOT NULL,
      weight.grave,
      format('Sem estoque de %%s em %%s.', sku, site_code),
      weight.missed_value
    ),
    (
      'STOCKOUT_IMMINENT',
      current_stock > 0 AND days_to_rupture_inbound <= %(imminent_days)s,
      weight.grave,
      format(
        'O estoque de %%s em %%s (%%s %%s) deve acabar em %%s.', sku, site_code,
        analytics.number_pt_br(current_stock), unit,
        to_char(%(day)s::DATE + days_to_rupture_inbound, 'DD/MM/YYYY')
      ),
      weight.missed_value
    ),
    (
      'BELOW_SAFETY_STOCK',
      current_stock > 0 AND current_stock < safety_stock,
      'WARNING',
      format(
        'O estoque de %%s em %%s (%%s %%s) está abaixo do estoque de segurança de %%s.', sku,
        site_code, analytics.number_pt_br(current_stock), unit,
        analytics.number_pt_br(safety_stock)
      ),
      weight.missed_value
    ),
    (
      'EXCESS',
      excess_quantity > 0,
      'NORMAL',
      format(
        'O estoque de %%s em %%s (%%s %%s) cobre %%s dias.', sku, site_code,
        analytics.number_pt_br(current_stock), unit, analytics.number_pt_br(cover_days, 0)
      ),
      excess_quantity * unit_cost
    )
) AS told (category, holds, level, message, money_at_risk)
WHERE told.holds
