-- Open advice as planners ask for it in BI tools, by names in place of numbers.

-- One row per advice whose condition still holds, with what people decided on it. A snooze ends on its day,
-- the business day of Bahia.
CREATE VIEW analytics.v_open_recommendations AS
SELECT
  advice.recommendation_id,
  advice.type,
  advice.priority,
  advice.priority_rank,
  CASE
    WHEN standing.kind IS NULL THEN 'OPEN'
    WHEN standing.kind = 'SNOOZED'
      AND standing.until <= (now() AT TIME ZONE 'America/Bahia')::DATE THEN 'OPEN'
    ELSE standing.kind
  END AS status,
  item.item_id,
  item.sku,
  item.name AS item_name,
  item.family,
  item.abc_class,
  site.site_id,
  site.code AS site_code,
  site.name AS site_name,
  region.name AS region_name,
  donor.code AS donor_site_code,
  advice.quantity_recommended,
  item.unit_measure,
  advice.money_at_risk,
  advice.message,
  advice.opened_on,
  advice.action_date,
  advice.action_until,
  standing.actor AS decided_by,
  standing.decided_at,
  standing.until AS snoozed_until,
  standing.note
FROM analytics.recommendations AS advice
LEFT JOIN core.dim_item AS item ON item.item_id = advice.item_id
LEFT JOIN core.dim_site AS site ON site.site_id = advice.site_id
LEFT JOIN core.dim_region AS region ON region.region_id = site.region_id
LEFT JOIN core.dim_site AS donor ON donor.site_id = advice.donor_site_id
LEFT JOIN analytics.v_standing_decisions AS standing
  ON standing.recommendation_id = advice.recommendation_id
WHERE advice.closed_at IS NULL;
COMMENT ON VIEW analytics.v_open_recommendations IS
  'Money in BRL. NULL: not known, or not decided; the site of a transfer is the one that receives.';

GRANT SELECT ON analytics.v_open_recommendations TO nova_api, nova_loader, nova_bi;
