-- The company's days as the API tells them, a page of them in order. The view of the last days has most
-- of what is asked for; it is asked for all days only where the window begins before the view does.
WITH kept AS (
  SELECT coalesce(min(full_date), 'infinity') AS first_day FROM analytics.mv_kpis_latest
)
SELECT day.told
FROM (
  (
    SELECT
      full_date,
      told
    FROM analytics.v_kpis_daily_latest
    WHERE full_date < (SELECT first_day FROM kept)
      AND coalesce(%(first)s::DATE < (SELECT first_day FROM kept), TRUE)
      AND (%(first)s::DATE IS NULL OR full_date >= %(first)s)
      AND (%(last)s::DATE IS NULL OR full_date <= %(last)s)
    ORDER BY full_date
    LIMIT %(limit)s::BIGINT + %(offset)s::BIGINT  -- of no other day is it worded
  )
  UNION ALL
  SELECT
    full_date,
    told
  FROM analytics.mv_kpis_latest
  WHERE (%(first)s::DATE IS NULL OR full_date >= %(first)s)
    AND (%(last)s::DATE IS NULL OR full_date <= %(last)s)
) AS day
ORDER BY day.full_date
LIMIT %(limit)s
OFFSET %(offset)s
