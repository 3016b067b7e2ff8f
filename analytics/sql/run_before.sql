-- The run that was the champion of a dataset before another: retired, not taken back, its rows still
-- there. One row or none, locked against being dropped.
SELECT run.run_id
FROM analytics.model_runs AS run
WHERE run.dataset = %(dataset)s
  AND run.run_id < %(run_id)s
  AND run.status = 'RETIRED'
  AND run.dropped_at IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM support.load_runs AS undoing
    WHERE undoing.dataset = run.dataset
      AND undoing.run_id > run.run_id
      AND undoing.status = 'ROLLBACK'
      AND (undoing.details ->> 'rolled_back')::BIGINT = run.run_id
  )
  AND EXISTS (
    SELECT 1
    FROM pg_catalog.pg_inherits AS link
    JOIN pg_catalog.pg_class AS part ON part.oid = link.inhrelid
    WHERE link.inhparent = %(target)s::REGCLASS
      AND NOT link.inhdetachpending
      AND part.relname = split_part(%(target)s, '.', 2) || '_' || run.run_id
  )
ORDER BY run.run_id DESC
LIMIT 1
FOR UPDATE OF run
