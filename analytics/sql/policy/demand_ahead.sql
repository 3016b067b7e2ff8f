-- One row per item-site: demand expected over review and lead time, and the days that stock lasts,
-- by the champion's forecasts as far as they reach and by mean demand where there are none.
INSERT INTO pg_temp.demand_ahead (
  item_id, site_id, forecast_until, review_demand, lead_time_demand, rupture, rupture_earliest,
  rupture_latest, rupture_inbound
)
WITH forecast_day AS (
  SELECT DISTINCT ON (item_id, site_id, full_date)
    item_id,
    site_id,
    full_date,
    yhat,
    yhat_lower,
    yhat_upper
  FROM analytics.forecasts
  WHERE run_id = %(forecast_run_id)s
    AND full_date > %(day)s
    AND as_of <= %(day)s
  ORDER BY item_id, site_id, full_date, horizon_days
),
arrival AS (
  SELECT item_id, site_id, expected_delivery_date AS full_date, sum(quantity) AS quantity
  FROM pg_temp.open_order
  WHERE expected_delivery_date > %(day)s
  GROUP BY item_id, site_id, expected_delivery_date
),
-- What arrives on a day can serve that day, so the rows of one day are added up together.
stock_event AS (
  SELECT item_id, site_id, full_date, yhat, yhat_lower, yhat_upper, 0 AS arriving
  FROM forecast_day
  UNION ALL
  SELECT item_id, site_id, full_date, 0, 0, 0, quantity
  FROM arrival
  WHERE (item_id, site_id) IN (SELECT item_id, site_id FROM forecast_day)
),
projected_day AS (
  SELECT
    item_id,
    site_id,
    full_date,
    sum(yhat) OVER until_day AS wanted,
    sum(yhat_lower) OVER until_day AS least_wanted,
    sum(yhat_upper) OVER until_day AS most_wanted,
    sum(arriving) OVER until_day AS arrived
  FROM stock_event
  WINDOW until_day AS (PARTITION BY item_id, site_id ORDER BY full_date)
),
forecast_rupture AS (
  SELECT
    item_id,
    site_id,
    min(full_date) FILTER (WHERE pair.current_stock < wanted) - %(day)s::DATE AS expected,
    min(full_date) FILTER (WHERE pair.current_stock < most_wanted) - %(day)s::DATE AS earliest,
    min(full_date) FILTER (WHERE pair.current_stock < least_wanted) - %(day)s::DATE AS latest,
    min(full_date) FILTER (WHERE pair.current_stock + arrived < wanted) - %(day)s::DATE AS with_inbound
  FROM projected_day
  JOIN pg_temp.pair USING (item_id, site_id)
  GROUP BY item_id, site_id
),
forecast_total AS (
  SELECT
    item_id,
    site_id,
    max(full_date) AS forecast_until,
    bool_and(yhat_lower IS NOT NULL) AS has_lower,
    bool_and(yhat_upper IS NOT NULL) AS has_upper,
    coalesce(sum(yhat) FILTER (WHERE full_date <= %(day)s::DATE + %(review_days)s::INTEGER), 0) AS review,
    coalesce(
      sum(yhat) FILTER (WHERE full_date <= %(day)s::DATE + ceil(lead_time.days)::INTEGER), 0
    ) AS lead_time
  FROM forecast_day
  JOIN pg_temp.pair_lead_time AS lead_time USING (item_id, site_id)
  GROUP BY item_id, site_id
),
-- Where only mean demand is known: what is there from one arrival until the next, and the day on
-- which that would be used up. The first such day that comes before the next arrival is it.
mean_step AS (
  SELECT
    pair.item_id,
    pair.site_id,
    pair.mean_daily_demand,
    lead(step.days_ahead) OVER by_day AS next_arrival,
    sum(step.quantity) OVER by_day AS available
  FROM pg_temp.pair
  CROSS JOIN LATERAL (
    SELECT 0 AS days_ahead, pair.current_stock AS quantity
    UNION ALL
    SELECT arrival.full_date - %(day)s::DATE, arrival.quantity
    FROM arrival
    WHERE arrival.item_id = pair.item_id
      AND arrival.site_id = pair.site_id
  ) AS step
  WHERE pair.current_stock > 0
    AND pair.mean_daily_demand > 0
    AND NOT EXISTS (
      SELECT 1
      FROM forecast_total
      WHERE forecast_total.item_id = pair.item_id
        AND forecast_total.site_id = pair.site_id
    )
  WINDOW by_day AS (PARTITION BY pair.item_id, pair.site_id ORDER BY step.days_ahead)
),
mean_rupture AS (
  SELECT item_id, site_id, min(floor(available / mean_daily_demand) + 1) AS with_inbound
  FROM mean_step
  WHERE next_arrival IS NULL
    OR floor(available / mean_daily_demand) + 1 < next_arrival
  GROUP BY item_id, site_id
),
pair_outlook AS (
  SELECT
    pair.item_id,
    pair.site_id,
    pair.current_stock,
    pair.mean_daily_demand AS mean,
    ceil(lead_time.days)::INTEGER AS lead_days,
    forecast.forecast_until,
    coalesce(forecast.forecast_until - %(day)s::DATE, 0) AS covered_days,
    coalesce(forecast.review, 0) AS review,
    coalesce(forecast.lead_time, 0) AS lead_time,
    forecast.has_lower,
    forecast.has_upper,
    rupture.expected,
    rupture.earliest,
    rupture.latest,
    rupture.with_inbound,
    mean_rupture.with_inbound AS mean_with_inbound
  FROM pg_temp.pair
  JOIN pg_temp.pair_lead_time AS lead_time USING (item_id, site_id)
  LEFT JOIN forecast_total AS forecast USING (item_id, site_id)
  LEFT JOIN forecast_rupture AS rupture USING (item_id, site_id)
  LEFT JOIN mean_rupture USING (item_id, site_id)
)
SELECT
  item_id,
  site_id,
  forecast_until,
  review + mean * greatest(%(review_days)s::INTEGER - covered_days, 0),
  lead_time + mean * greatest(lead_days - covered_days, 0),
  CASE
    WHEN current_stock <= 0 THEN 0
    WHEN forecast_until IS NOT NULL THEN expected
    WHEN mean > 0 AND current_stock < 36500 * mean THEN floor(current_stock / mean) + 1
    WHEN mean > 0 AND current_stock IS NOT NULL THEN 36500
  END,
  CASE WHEN current_stock <= 0 THEN 0 WHEN has_upper THEN earliest END,
  CASE WHEN current_stock <= 0 THEN 0 WHEN has_lower THEN latest END,
  CASE
    WHEN current_stock <= 0 THEN 0
    WHEN forecast_until IS NOT NULL THEN with_inbound
    WHEN mean_with_inbound > 36500 THEN 36500
    ELSE mean_with_inbound
  END
FROM pair_outlook
