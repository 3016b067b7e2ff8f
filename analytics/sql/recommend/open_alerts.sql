-- Opens an alert for each condition of the day and changes in place what is open; one row of counts.
WITH evident_condition AS (
  SELECT
    condition.dedupe_key,
    condition.category,
    condition.item_id,
    condition.site_id,
    condition.level,
    condition.message,
    condition.money_at_risk,
    coalesce(
      (to_jsonb(policy) - ARRAY['created_at', 'run_id', 'item_id', 'site_id'])
      || jsonb_build_object(
        'policy_run_id', policy.run_id,
        'sku', stock.sku,
        'site_code', stock.site_code,
        'unit_measure', stock.unit
      ),
      jsonb_build_object('as_of', %(day)s::DATE)
    ) || condition.figures AS evidence
  FROM pg_temp.condition
  LEFT JOIN pg_temp.stock_position AS stock USING (item_id, site_id)
  LEFT JOIN analytics.inventory_policy AS policy
    ON policy.as_of = %(day)s
    AND policy.item_id = stock.item_id
    AND policy.site_id = stock.site_id
),
written AS (
  INSERT INTO analytics.alerts AS held (
    dedupe_key, category, item_id, site_id, level, message, money_at_risk, evidence, run_id, origin,
    opened_on
  )
  SELECT
    dedupe_key,
    category,
    item_id,
    site_id,
    level,
    message,
    money_at_risk,
    evidence,
    %(run_id)s,
    'RULES',
    %(day)s
  FROM evident_condition
  ORDER BY dedupe_key
  ON CONFLICT (dedupe_key) WHERE resolved_at IS NULL DO UPDATE
  SET
    category = EXCLUDED.category,
    item_id = EXCLUDED.item_id,
    site_id = EXCLUDED.site_id,
    level = EXCLUDED.level,
    message = EXCLUDED.message,
    money_at_risk = EXCLUDED.money_at_risk,
    evidence = EXCLUDED.evidence,
    run_id = EXCLUDED.run_id,
    origin = EXCLUDED.origin,
    opened_on = coalesce(held.opened_on, EXCLUDED.opened_on)
  RETURNING held.xmax = 0 AS is_new
)
SELECT
  count(*) FILTER (WHERE is_new) AS opened,
  count(*) FILTER (WHERE NOT is_new) AS changed
FROM written
