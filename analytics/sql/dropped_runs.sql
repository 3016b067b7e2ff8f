-- One row per table of a run whose rows were given up, first the one whose detach was cut short: name,
-- run, state as core/sql/partition_months.sql has it.
SELECT
  part.relname::TEXT,
  run.run_id,
  CASE
    WHEN link.inhrelid IS NULL THEN 'detached'
    WHEN link.inhdetachpending THEN 'detaching'
    ELSE 'attached'
  END AS state
FROM analytics.model_runs AS run
JOIN pg_catalog.pg_class AS part
  ON part.relname = split_part(%(target)s, '.', 2) || '_' || run.run_id
  AND part.relnamespace = 'analytics'::REGNAMESPACE
  AND part.relkind = 'r'
LEFT JOIN pg_catalog.pg_inherits AS link ON link.inhrelid = part.oid
WHERE run.dataset = %(dataset)s
  AND run.dropped_at IS NOT NULL
ORDER BY coalesce(link.inhdetachpending, FALSE) DESC, run.run_id
