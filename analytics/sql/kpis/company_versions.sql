-- Adds a version of each day whose figures of the company are not those kept last.
INSERT INTO analytics.kpis_daily (full_date, {figures}, reasons, run_id, computed_at)
SELECT
  full_date,
  {figures},
  reasons,
  %(run_id)s,
  %(computed_at)s
FROM (
  SELECT
    full_date,
    {figures},
    reasons
  FROM kpi_figure
  WHERE dimension = 'COMPANY'
  EXCEPT
  SELECT
    full_date,
    {figures},
    reasons
  FROM (
    SELECT DISTINCT ON (full_date)
      full_date,
      {figures},
      reasons
    FROM analytics.kpis_daily
    WHERE full_date = ANY (%(days)s)
    ORDER BY full_date, computed_at DESC
  ) AS kept
) AS changed
