-- One row per model, lead time and segment: the scores of one run, before they take their place.
INSERT INTO pg_temp.segment_score (
  forecast_run_id, model_tag, lead_bucket, dimension, segment, first_day, last_day,
  cells, demand_cells, interval_cells, series, unscaled_series, actual,
  wape, mape, mape_coverage, bias, mase, rmsse, interval_coverage, nominal_coverage,
  pinball_lower, pinball_median, pinball_upper, wape_naive, fva_naive, fva_zero, run_id
)
WITH cell_loss AS (
  SELECT
    model_tag,
    item_id,
    site_id,
    as_of,
    lead_bucket,
    full_date,
    actual,
    has_interval,
    confidence_level,
    yhat - actual AS error,
    abs(yhat - actual) AS absolute_error,
    abs(naive - actual) AS naive_error,
    actual BETWEEN yhat_lower AND yhat_upper AS is_covered,
    greatest(
      (1 - confidence_level) / 2 * (actual - yhat_lower),
      (1 + confidence_level) / 2 * (yhat_lower - actual)
    ) AS lower_loss,
    greatest(
      (1 + confidence_level) / 2 * (actual - yhat_upper),
      (1 - confidence_level) / 2 * (yhat_upper - actual)
    ) AS upper_loss
  FROM pg_temp.scored_cell
),
series_loss AS (
  SELECT
    model_tag,
    item_id,
    site_id,
    as_of,
    CASE GROUPING(lead_bucket) WHEN 1 THEN 'ALL' ELSE lead_bucket END AS lead_bucket,
    min(full_date) AS first_day,
    max(full_date) AS last_day,
    count(*) AS cells,
    count(*) FILTER (WHERE actual > 0) AS demand_cells,
    count(*) FILTER (WHERE has_interval) AS interval_cells,
    count(*) FILTER (WHERE has_interval AND is_covered) AS covered_cells,
    sum(confidence_level) FILTER (WHERE has_interval) AS nominal_cells,
    sum(actual) AS actual,
    sum(error) AS error,
    sum(absolute_error) AS absolute_error,
    sum(error * error) AS squared_error,
    sum(absolute_error / nullif(actual, 0)) AS percentage_error,
    sum(naive_error) AS naive_error,
    sum(lower_loss) FILTER (WHERE has_interval) AS lower_loss,
    sum(upper_loss) FILTER (WHERE has_interval) AS upper_loss
  FROM cell_loss
  GROUP BY GROUPING SETS (
    (model_tag, item_id, site_id, as_of, lead_bucket),
    (model_tag, item_id, site_id, as_of)
  )
),
day_change AS (
  SELECT
    item_id,
    site_id,
    full_date,
    sum(units) - sum(units_a_week_before) AS units
  FROM (
    SELECT item_id, site_id, full_date, units, 0 AS units_a_week_before
    FROM pg_temp.daily_demand
    UNION ALL
    SELECT item_id, site_id, full_date + 7, 0, units
    FROM pg_temp.daily_demand
  ) AS day_or_week_before
  GROUP BY item_id, site_id, full_date
),
series_scale AS (
  -- Days and the days a week before them both lie in the 364 days, so that there are 357 changes.
  SELECT
    series.item_id,
    series.site_id,
    series.as_of,
    nullif(coalesce(sum(abs(change.units)), 0) / 357, 0) AS absolute,
    nullif(coalesce(sum(change.units * change.units), 0) / 357, 0) AS squared
  FROM (SELECT DISTINCT item_id, site_id, as_of FROM pg_temp.scored_cell) AS series
  LEFT JOIN day_change AS change
    ON change.item_id = series.item_id
    AND change.site_id = series.site_id
    AND change.full_date BETWEEN series.as_of - 356 AND series.as_of
  GROUP BY series.item_id, series.site_id, series.as_of
)
SELECT
  %(forecast_run_id)s,
  loss.model_tag,
  loss.lead_bucket,
  member.dimension,
  member.segment,
  min(loss.first_day),
  max(loss.last_day),
  sum(loss.cells),
  sum(loss.demand_cells),
  sum(loss.interval_cells),
  count(*),
  count(*) FILTER (WHERE scale.absolute IS NULL),
  sum(loss.actual),
  sum(loss.absolute_error) / nullif(sum(loss.actual), 0),
  sum(loss.percentage_error) / nullif(sum(loss.demand_cells), 0),
  sum(loss.demand_cells) / sum(loss.cells),
  sum(loss.error) / nullif(sum(loss.actual), 0),
  avg(loss.absolute_error / loss.cells / scale.absolute),
  avg(sqrt(loss.squared_error / loss.cells / scale.squared)),
  sum(loss.covered_cells) / nullif(sum(loss.interval_cells), 0),
  sum(loss.nominal_cells) / nullif(sum(loss.interval_cells), 0),
  avg(loss.lower_loss / nullif(loss.interval_cells, 0) / scale.absolute),
  avg(loss.absolute_error / 2 / loss.cells / scale.absolute),
  avg(loss.upper_loss / nullif(loss.interval_cells, 0) / scale.absolute),
  sum(loss.naive_error) / nullif(sum(loss.actual), 0),
  (sum(loss.naive_error) - sum(loss.absolute_error)) / nullif(sum(loss.actual), 0),
  1 - sum(loss.absolute_error) / nullif(sum(loss.actual), 0),
  %(run_id)s
FROM series_loss AS loss
JOIN series_scale AS scale
  ON scale.item_id = loss.item_id
  AND scale.site_id = loss.site_id
  AND scale.as_of = loss.as_of
JOIN core.dim_item AS item ON item.item_id = loss.item_id
JOIN core.dim_site AS site ON site.site_id = loss.site_id
LEFT JOIN core.dim_region AS region ON region.region_id = site.region_id
CROSS JOIN LATERAL (
  VALUES
    ('ALL', 'ALL'),
    ('SITE', site.code),
    ('REGION', region.name),
    ('FAMILY', item.family),
    ('ABC', item.abc_class::TEXT)
) AS member (dimension, segment)
WHERE member.segment IS NOT NULL
GROUP BY loss.model_tag, loss.lead_bucket, member.dimension, member.segment
