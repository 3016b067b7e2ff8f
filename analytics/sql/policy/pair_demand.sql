-- One row per item-site with demand in the 365 days up to the day, over all suppliers.
INSERT INTO pg_temp.pair_demand
  (item_id, site_id, first_day, last_demand_date, window_total, window_squares)
WITH pair_day AS (
  SELECT
    item_id,
    site_id,
    full_date,
    sum(quantity + coalesce(unfulfilled_quantity, 0)) AS wanted
  FROM core.fact_demand_daily
  WHERE full_date > %(day)s::DATE - 365
    AND full_date <= %(day)s
  GROUP BY item_id, site_id, full_date
)
SELECT
  item_id,
  site_id,
  min(full_date),
  max(full_date) FILTER (WHERE wanted > 0),
  coalesce(sum(wanted) FILTER (WHERE full_date > %(day)s::DATE - %(demand_window_days)s::INTEGER), 0),
  coalesce(
    sum(wanted * wanted) FILTER (WHERE full_date > %(day)s::DATE - %(demand_window_days)s::INTEGER), 0
  )
FROM pair_day
GROUP BY item_id, site_id
