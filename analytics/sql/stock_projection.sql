-- One row per day after the policy's: stock expected at its end, with orders on the days promised for.
-- Bounds of a sum of days: the errors of days are taken as independent, so their distances from the
-- mean are added up as squares. Adding the bounds themselves would give a band that is far too wide.
WITH forecast_day AS (
  SELECT DISTINCT ON (full_date)
    full_date,
    yhat,
    yhat_lower,
    yhat_upper,
    confidence_level
  FROM analytics.forecasts
  WHERE run_id = %(run_id)s
    AND item_id = %(item_id)s
    AND site_id = %(site_id)s
    AND full_date > %(as_of)s
    AND full_date <= %(as_of)s::DATE + %(days)s::INTEGER
  ORDER BY full_date, horizon_days
),
arrival AS (
  SELECT expected_delivery_date AS full_date, sum(quantity) AS quantity
  FROM core.fact_orders
  WHERE item_id = %(item_id)s
    AND site_id = %(site_id)s
    AND order_date <= %(as_of)s
    AND expected_delivery_date > %(as_of)s
    AND (
      (status IN ('PLACED', 'DELAYED') AND actual_delivery_date IS NULL)
      OR (status <> 'CANCELLED' AND actual_delivery_date > %(as_of)s)
    )
  GROUP BY expected_delivery_date
),
projected_day AS (
  SELECT
    day::DATE AS full_date,
    coalesce(forecast_day.yhat, %(mean_demand)s::NUMERIC) AS demand,
    coalesce(arrival.quantity, 0) AS arriving,
    forecast_day.full_date IS NOT NULL AS is_forecast,
    forecast_day.confidence_level,
    (yhat_upper - yhat) ^ 2 AS square_above,
    (yhat - yhat_lower) ^ 2 AS square_below
  FROM generate_series(
    %(as_of)s::TIMESTAMP + INTERVAL '1 day',
    %(as_of)s::TIMESTAMP + %(days)s::INTEGER * INTERVAL '1 day',
    INTERVAL '1 day'
  ) AS day
  LEFT JOIN forecast_day ON forecast_day.full_date = day::DATE
  LEFT JOIN arrival ON arrival.full_date = day::DATE
)
SELECT
  full_date,
  demand,
  arriving,
  %(current_stock)s::NUMERIC - sum(demand) OVER until_day + sum(arriving) OVER until_day AS stock,
  %(current_stock)s::NUMERIC - sum(demand) OVER until_day + sum(arriving) OVER until_day
    - CASE
      WHEN bool_and(square_above IS NOT NULL) OVER until_day
        THEN round(sqrt(sum(square_above) OVER until_day), 4)
    END AS stock_lower,
  %(current_stock)s::NUMERIC - sum(demand) OVER until_day + sum(arriving) OVER until_day
    + CASE
      WHEN bool_and(square_below IS NOT NULL) OVER until_day
        THEN round(sqrt(sum(square_below) OVER until_day), 4)
    END AS stock_upper,
  is_forecast,
  confidence_level
FROM projected_day
WINDOW until_day AS (ORDER BY full_date)
ORDER BY full_date
