-- One row per item, site and day with demand: what was wanted, over all suppliers.
CREATE TEMPORARY TABLE daily_demand ON COMMIT DROP AS
SELECT
  item_id,
  site_id,
  full_date,
  sum(quantity + coalesce(unfulfilled_quantity, 0)) AS units
FROM core.fact_demand_daily
WHERE full_date BETWEEN %(first_day)s AND %(until)s
GROUP BY item_id, site_id, full_date
