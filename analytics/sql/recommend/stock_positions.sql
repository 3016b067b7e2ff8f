-- One row per item-site whose stock is known on the day, with what the rules compare.
INSERT INTO pg_temp.stock_position (
  item_id, site_id, sku, unit, site_code, region_id, abc_class, criticality, unit_cost,
  mean_daily_demand, last_demand_date, safety_stock, reorder_point, min_order_qty, max_order_qty,
  current_stock, inbound_quantity, inventory_position, order_up_to, lead_days, days_to_rupture,
  days_to_rupture_inbound, unmet_quantity, cover_days, excess_quantity, score
)
WITH known_stock AS (
  SELECT
    policy.item_id,
    policy.site_id,
    item.sku,
    item.unit_measure AS unit,
    site.code AS site_code,
    site.region_id,
    policy.abc_class,
    policy.criticality,
    policy.unit_cost,
    policy.mean_daily_demand,
    policy.last_demand_date,
    policy.safety_stock,
    policy.reorder_point,
    policy.min_order_qty,
    policy.max_order_qty,
    policy.current_stock,
    policy.inbound_quantity,
    policy.current_stock + policy.inbound_quantity AS inventory_position,
    policy.reorder_point + policy.review_demand AS order_up_to,
    ceil(policy.lead_time_days)::INTEGER AS lead_days,
    policy.days_to_rupture,
    policy.days_to_rupture_inbound,
    greatest(
      policy.lead_time_demand - greatest(policy.current_stock, 0) - policy.inbound_lead_time_quantity,
      0
    ) AS unmet_quantity,
    CASE
      WHEN policy.mean_daily_demand > 0 THEN policy.current_stock / policy.mean_daily_demand
    END AS cover_days
  FROM analytics.inventory_policy AS policy
  JOIN core.dim_item AS item ON item.item_id = policy.item_id
  JOIN core.dim_site AS site ON site.site_id = policy.site_id
  WHERE policy.as_of = %(day)s
    AND policy.current_stock IS NOT NULL
)
SELECT
  item_id,
  site_id,
  sku,
  unit,
  site_code,
  region_id,
  abc_class,
  criticality,
  unit_cost,
  mean_daily_demand,
  last_demand_date,
  safety_stock,
  reorder_point,
  min_order_qty,
  max_order_qty,
  current_stock,
  inbound_quantity,
  inventory_position,
  order_up_to,
  lead_days,
  days_to_rupture,
  days_to_rupture_inbound,
  unmet_quantity,
  cover_days,
  -- More than half a year of demand, and more than the policy itself would hold.
  CASE
    WHEN cover_days > %(excess_cover_days)s
      AND current_stock > greatest(%(excess_cover_days)s * mean_daily_demand, order_up_to)
      THEN current_stock - greatest(%(excess_cover_days)s * mean_daily_demand, order_up_to)
  END,
  analytics.urgency_score(
    days_to_rupture_inbound, lead_days, %(review_days)s::INTEGER, criticality, abc_class
  )
FROM known_stock
