-- One row per day of those asked for that one item-site of the run, whichever it is, has forecasts of.
SELECT DISTINCT forecast.full_date
FROM (
  SELECT item_id, site_id
  FROM analytics.forecasts
  WHERE run_id = %(run_id)s
  LIMIT 1
) AS series
JOIN analytics.forecasts AS forecast USING (item_id, site_id)
WHERE forecast.run_id = %(run_id)s
  AND forecast.full_date = ANY (%(days)s)
