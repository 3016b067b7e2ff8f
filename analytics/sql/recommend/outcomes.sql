-- One row per advice of the rules whose time to act ended by the day: what came of it.
INSERT INTO analytics.recommendation_outcomes (
  recommendation_id, run_id, window_from, window_to, counted_days, stockout_days, stockout,
  ordered_quantity, received_quantity, acted_on, unmet_quantity
)
WITH due_advice AS (
  SELECT recommendation_id, type, item_id, site_id, opened_on + 1 AS window_from, action_until
  FROM analytics.recommendations AS held
  WHERE origin = 'RULES'
    AND action_until <= %(day)s
    AND opened_on < action_until
    AND NOT EXISTS (
      SELECT 1
      FROM analytics.recommendation_outcomes AS outcome
      WHERE outcome.recommendation_id = held.recommendation_id
    )
),
span AS (
  SELECT min(window_from) AS first_day, max(action_until) AS last_day
  FROM due_advice
),
counted AS (
  SELECT
    due_advice.recommendation_id,
    count(*) AS days,
    count(*) FILTER (WHERE inventory.current_stock <= 0) AS stockout_days
  FROM due_advice
  JOIN core.fact_inventory_daily AS inventory
    ON inventory.item_id = due_advice.item_id
    AND inventory.site_id = due_advice.site_id
    AND inventory.full_date BETWEEN due_advice.window_from AND due_advice.action_until
  WHERE inventory.full_date >= (SELECT first_day FROM span)
    AND inventory.full_date <= (SELECT last_day FROM span)
  GROUP BY due_advice.recommendation_id
),
ordered AS (
  SELECT
    due_advice.recommendation_id,
    sum(placed.quantity) FILTER (
      WHERE placed.order_date BETWEEN due_advice.window_from AND due_advice.action_until
    ) AS ordered,
    sum(placed.quantity) FILTER (
      WHERE placed.actual_delivery_date BETWEEN due_advice.window_from AND due_advice.action_until
    ) AS received
  FROM due_advice
  JOIN core.fact_orders AS placed
    ON placed.item_id = due_advice.item_id
    AND placed.site_id = due_advice.site_id
  WHERE placed.status <> 'CANCELLED'
  GROUP BY due_advice.recommendation_id
),
missed AS (
  SELECT due_advice.recommendation_id, sum(demand.unfulfilled_quantity) AS quantity
  FROM due_advice
  JOIN core.fact_demand_daily AS demand
    ON demand.item_id = due_advice.item_id
    AND demand.site_id = due_advice.site_id
    AND demand.full_date BETWEEN due_advice.window_from AND due_advice.action_until
  WHERE demand.full_date >= (SELECT first_day FROM span)
    AND demand.full_date <= (SELECT last_day FROM span)
  GROUP BY due_advice.recommendation_id
)
SELECT
  recommendation_id,
  %(run_id)s,
  window_from,
  action_until,
  coalesce(counted.days, 0),
  counted.stockout_days,
  counted.stockout_days > 0,
  coalesce(ordered.ordered, 0),
  coalesce(ordered.received, 0),
  CASE type
    WHEN 'REORDER' THEN coalesce(ordered.ordered, 0) + coalesce(ordered.received, 0) > 0
    WHEN 'EXPEDITE' THEN coalesce(ordered.received, 0) > 0
    WHEN 'HOLD' THEN coalesce(ordered.ordered, 0) = 0
  END,
  missed.quantity
FROM due_advice
LEFT JOIN counted USING (recommendation_id)
LEFT JOIN ordered USING (recommendation_id)
LEFT JOIN missed USING (recommendation_id)
