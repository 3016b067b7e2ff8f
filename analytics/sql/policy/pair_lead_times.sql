-- One row per item-site: its lead time by the first of the sources that knows one.
INSERT INTO pg_temp.pair_lead_time (item_id, site_id, supplier_id, days, std, receipts, source)
WITH supplied_pair AS (
  SELECT
    pair.item_id,
    pair.site_id,
    coalesce(of_pair.supplier_id, of_item.supplier_id) AS supplier_id
  FROM pg_temp.pair
  LEFT JOIN pg_temp.pair_supplier AS of_pair
    ON of_pair.item_id = pair.item_id AND of_pair.site_id = pair.site_id
  LEFT JOIN pg_temp.pair_supplier AS of_item
    ON of_item.item_id = pair.item_id AND of_item.site_id = 0
),
-- Each source as one record, so that mean, deviation and receipts come from the same one.
known_lead_time AS (
  SELECT
    pair.item_id,
    pair.site_id,
    pair.supplier_id,
    CASE
      WHEN both_known.receipts IS NOT NULL THEN 'SUPPLIER_ITEM'
      WHEN of_item.receipts IS NOT NULL THEN 'ITEM'
      WHEN of_supplier.receipts IS NOT NULL THEN 'SUPPLIER'
      WHEN supplier.avg_lead_time_days IS NOT NULL THEN 'SUPPLIER_MASTER'
      ELSE 'DEFAULT'
    END AS source,
    coalesce(
      both_known.mean, of_item.mean, of_supplier.mean, supplier.avg_lead_time_days,
      %(lead_time_default_days)s
    ) AS days,
    coalesce(both_known.std, of_item.std, of_supplier.std, 0) AS std,
    coalesce(both_known.receipts, of_item.receipts, of_supplier.receipts, 0) AS receipts
  FROM supplied_pair AS pair
  LEFT JOIN pg_temp.receipt_lead_time AS both_known
    ON both_known.item_id = pair.item_id AND both_known.supplier_id = pair.supplier_id
  LEFT JOIN pg_temp.receipt_lead_time AS of_item
    ON of_item.item_id = pair.item_id AND of_item.supplier_id IS NULL
  LEFT JOIN pg_temp.receipt_lead_time AS of_supplier
    ON of_supplier.supplier_id = pair.supplier_id AND of_supplier.item_id IS NULL
  LEFT JOIN core.dim_supplier AS supplier ON supplier.supplier_id = pair.supplier_id
),
set_lead_time AS (
  SELECT
    pair.item_id,
    pair.site_id,
    (array_agg(person.lead_time_days ORDER BY person.site_id NULLS LAST, person.override_id DESC))[1] AS days
  FROM pg_temp.pair
  JOIN analytics.policy_overrides AS person
    ON person.item_id = pair.item_id AND coalesce(person.site_id, pair.site_id) = pair.site_id
  WHERE person.lead_time_days IS NOT NULL
    AND %(day)s BETWEEN person.starts_on AND person.expires_on
  GROUP BY pair.item_id, pair.site_id
)
SELECT
  item_id,
  site_id,
  known.supplier_id,
  coalesce(person.days, known.days),
  known.std,
  known.receipts,
  CASE WHEN person.days IS NULL THEN known.source ELSE 'OVERRIDE' END
FROM known_lead_time AS known
LEFT JOIN set_lead_time AS person USING (item_id, site_id)
