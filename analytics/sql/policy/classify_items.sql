-- Classifies items for one month by the demand of the twelve months before it, so that a class never
-- knows a day on which it holds; writes what is new or changed; one row of counts.
WITH item_day AS MATERIALIZED (
  SELECT
    demand.item_id,
    demand.full_date,
    sum(demand.quantity + coalesce(demand.unfulfilled_quantity, 0)) AS wanted,
    sum(
      (demand.quantity + coalesce(demand.unfulfilled_quantity, 0))
      * coalesce(demand.unit_cost, item.unit_cost)
    ) AS value
  FROM core.fact_demand_daily AS demand
  JOIN core.dim_item AS item ON item.item_id = demand.item_id
  WHERE demand.full_date >= %(first_day)s
    AND demand.full_date < %(month)s
  GROUP BY demand.item_id, demand.full_date
),
item_demand AS (
  SELECT
    item_id,
    sum(value) AS value,
    min(full_date) AS first_day,
    count(*) AS demand_days,
    avg(wanted) AS mean_size,
    var_samp(wanted) AS size_variance
  FROM item_day
  WHERE wanted > 0
  GROUP BY item_id
),
-- One row per item to classify; the value of demand that has no cost is not known, and not 0.
classified_item AS (
  SELECT
    item.item_id,
    CASE WHEN item_demand.item_id IS NULL THEN 0 ELSE item_demand.value END AS value,
    item_demand.demand_days,
    item_demand.mean_size,
    item_demand.size_variance,
    CASE
      WHEN item_demand.item_id IS NULL THEN NULL
      WHEN EXISTS (
        SELECT 1
        FROM core.fact_demand_daily AS earlier
        WHERE earlier.item_id = item.item_id
          AND earlier.full_date < %(first_day)s
      ) THEN %(first_day)s::DATE
      ELSE item_demand.first_day
    END AS first_day
  FROM core.dim_item AS item
  LEFT JOIN item_demand ON item_demand.item_id = item.item_id
  WHERE item.active OR item_demand.item_id IS NOT NULL
),
ranked_item AS (
  SELECT
    item_id,
    sum(value) OVER () AS total,
    coalesce(
      sum(value) OVER (
        ORDER BY value DESC, item_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ), 0
    ) AS dearer
  FROM classified_item
  WHERE value IS NOT NULL
),
-- Weeks of seven days, counted back from the last day before the month: 0 is the latest.
item_week AS (
  SELECT item_id, (%(month)s::DATE - 1 - full_date) / 7 AS week, sum(wanted) AS wanted
  FROM item_day
  WHERE full_date >= %(month)s::DATE - 364
  GROUP BY item_id, (%(month)s::DATE - 1 - full_date) / 7
),
item_weeks AS (
  SELECT
    classified_item.item_id,
    least((%(month)s::DATE - 1 - classified_item.first_day) / 7 + 1, 52) AS weeks,
    coalesce(sum(item_week.wanted), 0) AS total,
    coalesce(sum(item_week.wanted * item_week.wanted), 0) AS squares
  FROM classified_item
  LEFT JOIN item_week ON item_week.item_id = classified_item.item_id
  WHERE classified_item.first_day IS NOT NULL
  GROUP BY classified_item.item_id, classified_item.first_day
),
-- Weeks without demand count: no row is no demand.
weekly_figure AS (
  SELECT
    item_id,
    weeks,
    total / weeks AS mean,
    CASE WHEN weeks > 1 THEN sqrt(greatest(squares - total * total / weeks, 0) / (weeks - 1)) END AS std
  FROM item_weeks
),
item_figure AS (
  SELECT
    item.item_id,
    item.value,
    CASE WHEN ranked.total > 0 THEN ranked.dearer / ranked.total END AS value_share_before,
    weekly.weeks,
    weekly.mean,
    weekly.std,
    CASE WHEN weekly.mean > 0 THEN weekly.std / weekly.mean END AS demand_cv,
    %(month)s::DATE - item.first_day AS observed_days,
    item.demand_days,
    (%(month)s::DATE - item.first_day)::NUMERIC / item.demand_days AS demand_interval,
    item.size_variance / (item.mean_size * item.mean_size) AS size_cv2
  FROM classified_item AS item
  LEFT JOIN ranked_item AS ranked ON ranked.item_id = item.item_id
  LEFT JOIN weekly_figure AS weekly ON weekly.item_id = item.item_id
),
written AS (
  INSERT INTO analytics.item_classifications AS held (
    item_id, valid_from, source, abc_class, xyz_class, demand_class, annual_value,
    value_share_before, demand_weeks, weekly_mean, weekly_std, demand_cv, observed_days,
    demand_days, demand_interval, size_cv2, run_id
  )
  SELECT
    item_id,
    %(month)s,
    'COMPUTED',
    CASE
      WHEN value_share_before IS NULL THEN NULL
      WHEN value = 0 THEN 'C'
      WHEN value_share_before < %(abc_a_share)s THEN 'A'
      WHEN value_share_before < %(abc_b_share)s THEN 'B'
      ELSE 'C'
    END,
    CASE
      WHEN demand_cv <= %(xyz_x_cv)s THEN 'X'
      WHEN demand_cv <= %(xyz_y_cv)s THEN 'Y'
      WHEN demand_cv IS NOT NULL THEN 'Z'
    END,
    CASE
      WHEN size_cv2 IS NULL THEN NULL
      WHEN demand_interval < %(adi_bound)s AND size_cv2 < %(cv2_bound)s THEN 'SMOOTH'
      WHEN size_cv2 < %(cv2_bound)s THEN 'INTERMITTENT'
      WHEN demand_interval < %(adi_bound)s THEN 'ERRATIC'
      ELSE 'LUMPY'
    END,
    value,
    value_share_before,
    weeks,
    mean,
    std,
    demand_cv,
    observed_days,
    demand_days,
    demand_interval,
    size_cv2,
    %(run_id)s
  FROM item_figure
  ON CONFLICT (item_id, valid_from, source) DO UPDATE
  SET
    abc_class = EXCLUDED.abc_class,
    xyz_class = EXCLUDED.xyz_class,
    demand_class = EXCLUDED.demand_class,
    annual_value = EXCLUDED.annual_value,
    value_share_before = EXCLUDED.value_share_before,
    demand_weeks = EXCLUDED.demand_weeks,
    weekly_mean = EXCLUDED.weekly_mean,
    weekly_std = EXCLUDED.weekly_std,
    demand_cv = EXCLUDED.demand_cv,
    observed_days = EXCLUDED.observed_days,
    demand_days = EXCLUDED.demand_days,
    demand_interval = EXCLUDED.demand_interval,
    size_cv2 = EXCLUDED.size_cv2,
    run_id = EXCLUDED.run_id
  WHERE (
    held.abc_class, held.xyz_class, held.demand_class, held.annual_value, held.value_share_before,
    held.demand_weeks, held.weekly_mean, held.weekly_std, held.demand_cv, held.observed_days,
    held.demand_days, held.demand_interval, held.size_cv2
  ) IS DISTINCT FROM (
    EXCLUDED.abc_class, EXCLUDED.xyz_class, EXCLUDED.demand_class, EXCLUDED.annual_value,
    EXCLUDED.value_share_before, EXCLUDED.demand_weeks, EXCLUDED.weekly_mean, EXCLUDED.weekly_std,
    EXCLUDED.demand_cv, EXCLUDED.observed_days, EXCLUDED.demand_days, EXCLUDED.demand_interval,
    EXCLUDED.size_cv2
  )
  RETURNING item_id
)
SELECT
  (SELECT count(*) FROM item_figure) AS items_classified,
  (SELECT count(*) FROM written) AS classes_written
