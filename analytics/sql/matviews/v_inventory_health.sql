-- One row per item and site of the latest policy: its stock, what the policy compares it with, and in
-- which state it is, the first that fits.
WITH bound AS (
  SELECT
    latest.as_of,
    (
      SELECT setting.value
      FROM analytics.policy_settings AS setting
      WHERE setting.name = 'excess_cover_days' AND setting.valid_from <= latest.as_of
      ORDER BY setting.valid_from DESC
      LIMIT 1
    ) AS excess_cover_days,
    latest.as_of - (
      SELECT setting.value::INTEGER
      FROM analytics.policy_settings AS setting
      WHERE setting.name = 'dead_stock_days' AND setting.valid_from <= latest.as_of
      ORDER BY setting.valid_from DESC
      LIMIT 1
    ) AS dead_since
  FROM (SELECT max(as_of) AS as_of FROM analytics.inventory_policy) AS latest
),
held AS (
  SELECT
    policy.as_of,
    policy.item_id,
    policy.site_id,
    policy.abc_class,
    policy.xyz_class,
    policy.demand_class,
    policy.current_stock,
    policy.stock_date,
    policy.safety_stock,
    policy.reorder_point,
    policy.inbound_quantity,
    policy.next_inbound_date,
    policy.mean_daily_demand,
    policy.last_demand_date,
    policy.days_to_rupture,
    policy.unit_cost,
    CASE
      WHEN policy.mean_daily_demand > 0
        THEN round(policy.current_stock / policy.mean_daily_demand, 1)
    END AS cover_days,
    round(greatest(policy.current_stock, 0) * policy.unit_cost, 2) AS stock_value,
    -- What the policy itself would hold at most, and not less than so many days of demand.
    greatest(
      bound.excess_cover_days * policy.mean_daily_demand,
      policy.reorder_point + policy.review_demand
    ) AS enough,
    bound.excess_cover_days,
    bound.dead_since
  FROM bound
  JOIN analytics.inventory_policy AS policy ON policy.as_of = bound.as_of
)
SELECT
  held.as_of,
  held.item_id,
  held.site_id,
  held.abc_class,
  held.xyz_class,
  held.demand_class,
  held.current_stock,
  held.stock_date,
  held.safety_stock,
  held.reorder_point,
  held.inbound_quantity,
  held.next_inbound_date,
  held.mean_daily_demand,
  held.last_demand_date,
  held.days_to_rupture,
  held.unit_cost,
  held.cover_days,
  held.stock_value,
  CASE
    WHEN held.cover_days > held.excess_cover_days AND held.current_stock > held.enough
      THEN round(held.current_stock - held.enough, 4)
  END AS excess_quantity,
  CASE
    WHEN held.current_stock IS NULL THEN 'UNKNOWN'
    WHEN held.current_stock <= 0 THEN 'STOCKOUT'
    WHEN held.current_stock < held.safety_stock THEN 'BELOW_SAFETY_STOCK'
    WHEN held.current_stock <= held.reorder_point THEN 'AT_REORDER_POINT'
    WHEN coalesce(held.last_demand_date <= held.dead_since, TRUE)
      -- An item that came lately had no year to be wanted in.
      AND (
        EXISTS (
          SELECT 1
          FROM core.fact_inventory_daily AS counted
          WHERE counted.item_id = held.item_id
            AND counted.site_id = held.site_id
            AND counted.full_date <= held.dead_since
        )
        OR EXISTS (
          SELECT 1
          FROM core.fact_demand_daily AS demand
          WHERE demand.item_id = held.item_id
            AND demand.site_id = held.site_id
            AND demand.full_date <= held.dead_since
        )
      )
      THEN 'DEAD'
    WHEN held.cover_days > held.excess_cover_days AND held.current_stock > held.enough THEN 'EXCESS'
    ELSE 'HEALTHY'
  END AS state
FROM held
