-- Works out the supplier of the demand of one month whose supplier is unknown, from orders placed
-- in the 365 days up to the day of demand; fills and clears what changed; one row of counts.
WITH placed AS (
  SELECT
    item_id,
    site_id,
    supplier_id,
    daterange(order_date, order_date + 365) AS days
  FROM core.fact_orders
  WHERE order_date >= %(first_day)s::DATE - 364
    AND order_date < %(next_month)s
    AND status <> 'CANCELLED'
),
site_supplier AS (
  SELECT item_id, site_id, supplier_id, range_agg(days) AS days
  FROM placed
  GROUP BY item_id, site_id, supplier_id
),
item_supplier AS (
  SELECT item_id, supplier_id, range_agg(days) AS days
  FROM placed
  GROUP BY item_id, supplier_id
),
-- One row per item, site and day, as the key of demand has it: an unknown supplier is one value.
unknown_demand AS MATERIALIZED (
  SELECT item_id, site_id, full_date, reconciled_supplier_id AS held_supplier_id
  FROM core.fact_demand_daily
  WHERE full_date >= %(first_day)s
    AND full_date < %(next_month)s
    AND supplier_id IS NULL
),
by_site AS MATERIALIZED (
  SELECT item_id, site_id, full_date, min(supplier_id) AS supplier_id
  FROM unknown_demand
  JOIN site_supplier USING (item_id, site_id)
  WHERE days @> full_date
  GROUP BY item_id, site_id, full_date
  HAVING count(*) = 1
),
-- A site that had two suppliers has an item that had two, so this rule leaves it unknown as well.
by_item AS (
  SELECT item_id, full_date, min(supplier_id) AS supplier_id
  FROM (SELECT DISTINCT item_id, full_date FROM unknown_demand) AS item_day
  JOIN item_supplier USING (item_id)
  WHERE days @> full_date
  GROUP BY item_id, full_date
  HAVING count(*) = 1
),
verdict AS MATERIALIZED (
  SELECT
    item_id,
    site_id,
    full_date,
    held_supplier_id,
    by_site.supplier_id AS site_supplier_id,
    coalesce(by_site.supplier_id, by_item.supplier_id) AS supplier_id
  FROM unknown_demand
  LEFT JOIN by_site USING (item_id, site_id, full_date)
  LEFT JOIN by_item USING (item_id, full_date)
),
changed AS (
  UPDATE core.fact_demand_daily AS demand
  SET reconciled_supplier_id = verdict.supplier_id
  FROM verdict
  WHERE %(apply)s
    AND demand.full_date >= %(first_day)s
    AND demand.full_date < %(next_month)s
    AND demand.supplier_id IS NULL
    AND demand.item_id = verdict.item_id
    AND demand.site_id = verdict.site_id
    AND demand.full_date = verdict.full_date
    AND verdict.supplier_id IS DISTINCT FROM verdict.held_supplier_id
)
SELECT
  count(*) AS examined,
  count(*) FILTER (
    WHERE site_supplier_id IS DISTINCT FROM held_supplier_id AND site_supplier_id IS NOT NULL
  ) AS filled_by_site,
  count(*) FILTER (
    WHERE supplier_id IS DISTINCT FROM held_supplier_id
      AND site_supplier_id IS NULL
      AND supplier_id IS NOT NULL
  ) AS filled_by_item,
  count(*) FILTER (WHERE supplier_id = held_supplier_id) AS kept,
  count(*) FILTER (WHERE supplier_id IS NULL AND held_supplier_id IS NOT NULL) AS cleared,
  count(*) FILTER (WHERE supplier_id IS NULL AND held_supplier_id IS NULL) AS still_unknown
FROM verdict
