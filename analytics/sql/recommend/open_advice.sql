-- Opens what applies on the day and changes in place what is open already; one row of counts.
WITH evident_advice AS (
  SELECT
    advice.dedupe_key,
    advice.type,
    advice.item_id,
    advice.site_id,
    advice.priority,
    advice.message,
    advice.action_date,
    advice.lead_days,
    advice.quantity,
    advice.money_at_risk,
    (to_jsonb(policy) - ARRAY['created_at', 'run_id', 'item_id', 'site_id'])
    || jsonb_build_object(
      'policy_run_id', policy.run_id,
      'sku', stock.sku,
      'site_code', stock.site_code,
      'unit_measure', stock.unit,
      'review_days', %(review_days)s::INTEGER,
      'lead_days', stock.lead_days,
      'unmet_quantity', stock.unmet_quantity,
      'urgency_score', stock.score
    )
    || advice.figures AS evidence
  FROM pg_temp.advice
  JOIN pg_temp.stock_position AS stock USING (item_id, site_id)
  JOIN analytics.inventory_policy AS policy
    ON policy.as_of = %(day)s
    AND policy.item_id = advice.item_id
    AND policy.site_id = advice.site_id
),
written AS (
  INSERT INTO analytics.recommendations AS held (
    dedupe_key, type, item_id, site_id, priority, message, action_date, quantity_recommended,
    money_at_risk, evidence, run_id, origin, opened_on, action_until
  )
  SELECT
    dedupe_key,
    type,
    item_id,
    site_id,
    priority,
    message,
    action_date,
    quantity,
    money_at_risk,
    evidence,
    %(run_id)s,
    'RULES',
    %(day)s,
    %(day)s::DATE + greatest(lead_days, 1)
  FROM evident_advice
  ORDER BY dedupe_key
  ON CONFLICT (dedupe_key) WHERE closed_at IS NULL DO UPDATE
  SET
    type = EXCLUDED.type,
    item_id = EXCLUDED.item_id,
    site_id = EXCLUDED.site_id,
    priority = EXCLUDED.priority,
    message = EXCLUDED.message,
    action_date = EXCLUDED.action_date,
    quantity_recommended = EXCLUDED.quantity_recommended,
    money_at_risk = EXCLUDED.money_at_risk,
    evidence = EXCLUDED.evidence,
    run_id = EXCLUDED.run_id,
    origin = EXCLUDED.origin,
    opened_on = coalesce(held.opened_on, EXCLUDED.opened_on),
    action_until = coalesce(held.action_until, EXCLUDED.action_until)
  RETURNING held.opened_on = %(day)s AND held.xmax = 0 AS is_new
)
SELECT
  count(*) FILTER (WHERE is_new) AS opened,
  count(*) FILTER (WHERE NOT is_new) AS changed
FROM written
