-- One row per item-site of the day: the policy and every figure it comes from; a run of the same day
-- before this one gives way.
WITH item_class AS (
  SELECT DISTINCT ON (item_id)
    item_id,
    abc_class,
    xyz_class,
    demand_class
  FROM analytics.item_classifications
  WHERE source = 'COMPUTED'
    AND valid_from <= %(day)s
  ORDER BY item_id, valid_from DESC
),
-- What a person set wins, class by class.
set_class AS (
  SELECT DISTINCT ON (item_id)
    item_id,
    abc_class,
    xyz_class,
    demand_class
  FROM analytics.item_classifications
  WHERE source = 'OVERRIDE'
    AND valid_from <= %(day)s
    AND coalesce(valid_to, %(day)s) >= %(day)s
  ORDER BY item_id, valid_from DESC
),
pair_class AS (
  SELECT
    pair.item_id,
    pair.site_id,
    item.criticality,
    item.unit_cost,
    item.min_order_qty,
    item.max_order_qty,
    coalesce(person.abc_class, computed.abc_class) AS abc_class,
    coalesce(person.xyz_class, computed.xyz_class) AS xyz_class,
    coalesce(person.demand_class, computed.demand_class) AS demand_class
  FROM pg_temp.pair
  JOIN core.dim_item AS item ON item.item_id = pair.item_id
  LEFT JOIN item_class AS computed ON computed.item_id = pair.item_id
  LEFT JOIN set_class AS person ON person.item_id = pair.item_id
),
class_service AS (
  SELECT class.abc_class, class.xyz_class, class.criticality, max(rule.service_level) AS service_level
  FROM (SELECT DISTINCT abc_class, xyz_class, criticality FROM pair_class) AS class
  JOIN analytics.service_levels AS rule
    ON coalesce(rule.abc_class = class.abc_class, rule.abc_class IS NULL)
    AND coalesce(rule.xyz_class = class.xyz_class, rule.xyz_class IS NULL)
    AND coalesce(class.criticality >= rule.criticality_from, rule.criticality_from IS NULL)
    AND coalesce(class.criticality <= rule.criticality_to, rule.criticality_to IS NULL)
  WHERE rule.valid_from <= %(day)s
    AND coalesce(rule.valid_to, %(day)s) >= %(day)s
  GROUP BY class.abc_class, class.xyz_class, class.criticality
),
-- Each figure by itself: that of the site before that of all sites, the newer before the older.
set_figure AS (
  SELECT
    pair.item_id,
    pair.site_id,
    (array_agg(person.service_level ORDER BY person.site_id NULLS LAST, person.override_id DESC)
      FILTER (WHERE person.service_level IS NOT NULL))[1] AS service_level,
    (array_agg(person.safety_stock ORDER BY person.site_id NULLS LAST, person.override_id DESC)
      FILTER (WHERE person.safety_stock IS NOT NULL))[1] AS safety_stock,
    (array_agg(person.reorder_point ORDER BY person.site_id NULLS LAST, person.override_id DESC)
      FILTER (WHERE person.reorder_point IS NOT NULL))[1] AS reorder_point
  FROM pg_temp.pair
  JOIN analytics.policy_overrides AS person
    ON person.item_id = pair.item_id AND coalesce(person.site_id, pair.site_id) = pair.site_id
  WHERE %(day)s BETWEEN person.starts_on AND person.expires_on
  GROUP BY pair.item_id, pair.site_id
),
inbound AS (
  SELECT
    open_order.item_id,
    open_order.site_id,
    sum(quantity) AS quantity,
    count(*) AS orders,
    sum(quantity) FILTER (WHERE coalesce(expected_delivery_date <= %(day)s, TRUE)) AS undated,
    sum(quantity) FILTER (
      WHERE expected_delivery_date > %(day)s
        AND expected_delivery_date <= %(day)s::DATE + ceil(lead_time.days)::INTEGER
    ) AS in_lead_time,
    min(expected_delivery_date) FILTER (WHERE expected_delivery_date > %(day)s) AS next_date,
    max(expected_delivery_date) FILTER (WHERE expected_delivery_date > %(day)s) AS last_date
  FROM pg_temp.open_order
  JOIN pg_temp.pair_lead_time AS lead_time USING (item_id, site_id)
  GROUP BY open_order.item_id, open_order.site_id
),
-- D-13: demand noise over the lead time, and mean demand over the noise of the lead time.
pair_safety AS (
  SELECT
    pair.item_id,
    pair.site_id,
    service_z.service_level,
    CASE WHEN person.service_level IS NULL THEN 'RULE' ELSE 'OVERRIDE' END AS service_level_source,
    service_z.z,
    round(
      coalesce(
        person.safety_stock,
        service_z.z * sqrt(
          lead_time.days * pair.std_daily_demand * pair.std_daily_demand
          + pair.mean_daily_demand * pair.mean_daily_demand * lead_time.std * lead_time.std
        )
      ), 4
    ) AS safety_stock,
    CASE WHEN person.safety_stock IS NULL THEN 'COMPUTED' ELSE 'OVERRIDE' END AS safety_stock_source,
    person.reorder_point AS set_reorder_point
  FROM pg_temp.pair
  JOIN pair_class AS class USING (item_id, site_id)
  JOIN pg_temp.pair_lead_time AS lead_time USING (item_id, site_id)
  LEFT JOIN set_figure AS person USING (item_id, site_id)
  LEFT JOIN class_service AS rule
    ON rule.abc_class IS NOT DISTINCT FROM class.abc_class
    AND rule.xyz_class IS NOT DISTINCT FROM class.xyz_class
    AND rule.criticality IS NOT DISTINCT FROM class.criticality
  LEFT JOIN pg_temp.service_z
    ON service_z.service_level = coalesce(person.service_level, rule.service_level)
)
INSERT INTO analytics.inventory_policy (
  as_of, item_id, site_id, run_id, abc_class, xyz_class, demand_class, criticality, unit_cost,
  min_order_qty, max_order_qty, observed_days, mean_daily_demand, std_daily_demand,
  last_demand_date, supplier_id, lead_time_days, lead_time_std, lead_time_receipts,
  lead_time_source, service_level, service_level_source, z, safety_stock, safety_stock_source,
  reorder_point, reorder_point_source, current_stock, stock_date, inbound_quantity,
  inbound_orders, inbound_undated_quantity, inbound_lead_time_quantity, next_inbound_date,
  last_inbound_date, demand_source, forecast_run_id, forecast_until, review_demand,
  lead_time_demand, days_to_rupture, days_to_rupture_earliest, days_to_rupture_latest,
  days_to_rupture_inbound
)
SELECT
  %(day)s,
  pair.item_id,
  pair.site_id,
  %(run_id)s,
  class.abc_class,
  class.xyz_class,
  class.demand_class,
  class.criticality,
  class.unit_cost,
  class.min_order_qty,
  class.max_order_qty,
  pair.observed_days,
  pair.mean_daily_demand,
  pair.std_daily_demand,
  pair.last_demand_date,
  lead_time.supplier_id,
  lead_time.days,
  lead_time.std,
  lead_time.receipts,
  lead_time.source,
  safety.service_level,
  safety.service_level_source,
  safety.z,
  safety.safety_stock,
  safety.safety_stock_source,
  coalesce(
    safety.set_reorder_point, pair.mean_daily_demand * lead_time.days + safety.safety_stock
  ),
  CASE WHEN safety.set_reorder_point IS NULL THEN 'COMPUTED' ELSE 'OVERRIDE' END,
  pair.current_stock,
  pair.stock_date,
  coalesce(inbound.quantity, 0),
  coalesce(inbound.orders, 0),
  coalesce(inbound.undated, 0),
  coalesce(inbound.in_lead_time, 0),
  inbound.next_date,
  inbound.last_date,
  CASE WHEN ahead.forecast_until IS NULL THEN 'MEAN_DEMAND' ELSE 'FORECAST' END,
  CASE WHEN ahead.forecast_until IS NOT NULL THEN %(forecast_run_id)s::BIGINT END,
  ahead.forecast_until,
  ahead.review_demand,
  ahead.lead_time_demand,
  ahead.rupture,
  ahead.rupture_earliest,
  ahead.rupture_latest,
  ahead.rupture_inbound
FROM pg_temp.pair
JOIN pair_class AS class USING (item_id, site_id)
JOIN pg_temp.pair_lead_time AS lead_time USING (item_id, site_id)
JOIN pair_safety AS safety USING (item_id, site_id)
JOIN pg_temp.demand_ahead AS ahead USING (item_id, site_id)
LEFT JOIN inbound USING (item_id, site_id)
ORDER BY pair.item_id, pair.site_id
