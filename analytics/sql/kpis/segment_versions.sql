-- Adds a version of each day and segment whose figures are not those kept last.
INSERT INTO analytics.kpis_segment_daily (
  full_date, dimension, segment, metrics, reasons, run_id, computed_at
)
SELECT
  full_date,
  dimension,
  segment,
  metrics,
  reasons,
  %(run_id)s,
  %(computed_at)s
FROM (
  SELECT
    full_date,
    dimension,
    segment,
    to_jsonb(kpi_figure) - ARRAY['full_date', 'dimension', 'segment', 'reasons'] AS metrics,
    reasons
  FROM kpi_figure
  WHERE dimension <> 'COMPANY'
  EXCEPT
  SELECT
    full_date,
    dimension,
    segment,
    metrics,
    reasons
  FROM (
    SELECT DISTINCT ON (full_date, dimension, segment)
      full_date,
      dimension,
      segment,
      metrics,
      reasons
    FROM analytics.kpis_segment_daily
    WHERE full_date = ANY (%(days)s)
    ORDER BY full_date, dimension, segment, computed_at DESC
  ) AS kept
) AS changed
