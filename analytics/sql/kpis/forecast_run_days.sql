-- One row per day of those asked for that the run has forecasts of.
SELECT DISTINCT full_date
FROM analytics.forecasts
WHERE run_id = %(run_id)s
  AND full_date = ANY (%(days)s)
