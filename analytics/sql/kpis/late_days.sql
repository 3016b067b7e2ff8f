-- One row per day up to last_day whose facts are not those that its figures were worked out from.
-- A day whose month of demand was archived keeps its figures, though it has fewer facts now.
SELECT full_date
FROM kpi_facts_seen
FULL JOIN (
  SELECT full_date, rows_seen, runs_seen
  FROM analytics.kpi_days
  WHERE full_date BETWEEN %(first_day)s AND %(last_day)s
) AS computed USING (full_date)
WHERE (kpi_facts_seen.rows_seen, kpi_facts_seen.runs_seen)
    IS DISTINCT FROM (computed.rows_seen, computed.runs_seen)
  AND coalesce(kpi_facts_seen.rows_seen, 0) + coalesce(computed.rows_seen, 0) > 0
  AND (
    coalesce(kpi_facts_seen.rows_seen, 0) >= coalesce(computed.rows_seen, 0)
    OR date_trunc('month', full_date)::DATE = ANY (%(months)s::DATE[])
  )
ORDER BY full_date
