-- One row per item-site whose stock was counted in the last days: the latest count.
INSERT INTO pg_temp.pair_stock (item_id, site_id, first_day, stock_date, current_stock)
SELECT
  item_id,
  site_id,
  min(full_date),
  max(full_date),
  (array_agg(current_stock ORDER BY full_date DESC))[1]
FROM core.fact_inventory_daily
WHERE full_date > %(day)s::DATE - %(stock_known_days)s::INTEGER
  AND full_date <= %(day)s
GROUP BY item_id, site_id
