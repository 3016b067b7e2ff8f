-- One row per active item at an active site with stock counted lately or demand in the year: its
-- daily demand over the window, days without demand included, from the first day the pair was known.
INSERT INTO pg_temp.pair (
  item_id, site_id, observed_days, mean_daily_demand, std_daily_demand, last_demand_date,
  current_stock, stock_date
)
WITH covered_pair AS (
  SELECT
    item_id,
    site_id,
    least(pair_demand.first_day, pair_stock.first_day) AS first_day,
    pair_demand.last_demand_date,
    coalesce(pair_demand.window_total, 0) AS total,
    coalesce(pair_demand.window_squares, 0) AS squares,
    pair_stock.current_stock,
    pair_stock.stock_date,
    %(day)s::DATE - %(demand_window_days)s::INTEGER + 1 AS window_start
  FROM pg_temp.pair_demand
  FULL JOIN pg_temp.pair_stock USING (item_id, site_id)
  JOIN core.dim_item AS item USING (item_id)
  JOIN core.dim_site AS site USING (site_id)
  WHERE item.active
    AND site.active
    AND (pair_demand.last_demand_date IS NOT NULL OR pair_stock.item_id IS NOT NULL)
),
-- Only a pair that was not seen before the window has older facts looked up.
observed_pair AS (
  SELECT
    covered_pair.*,
    CASE
      WHEN first_day <= window_start THEN window_start
      ELSE greatest(
        window_start,
        least(
          first_day,
          (
            SELECT min(demand.full_date)
            FROM core.fact_demand_daily AS demand
            WHERE demand.item_id = covered_pair.item_id
              AND demand.site_id = covered_pair.site_id
              AND demand.full_date <= %(day)s::DATE - 365
          ),
          (
            SELECT min(counted.full_date)
            FROM core.fact_inventory_daily AS counted
            WHERE counted.item_id = covered_pair.item_id
              AND counted.site_id = covered_pair.site_id
              AND counted.full_date <= %(day)s::DATE - %(stock_known_days)s::INTEGER
          )
        )
      )
    END AS observed_from
  FROM covered_pair
),
pair_days AS (
  SELECT observed_pair.*, %(day)s::DATE - observed_from + 1 AS days
  FROM observed_pair
)
SELECT
  item_id,
  site_id,
  days,
  total / days,
  CASE WHEN days > 1 THEN sqrt(greatest(squares - total * total / days, 0) / (days - 1)) END,
  last_demand_date,
  current_stock,
  stock_date
FROM pair_days
