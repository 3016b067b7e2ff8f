-- The run that was the champion of a dataset before another: retired, not taken back, its rows still
-- there. A candidate may become the champion after later runs, so that the order is that of crownings.
-- One row or none, locked against being dropped.
SELECT run.run_id
FROM analytics.model_runs AS run
JOIN analytics.model_runs AS seen ON seen.run_id = %(run_id)s
WHERE run.dataset = %(dataset)s
  AND (coalesce(run.crowned_at, run.published_at), run.run_id)
    < (coalesce(seen.crowned_at, seen.published_at), seen.run_id)
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
ORDER BY coalesce(run.crowned_at, run.published_at) DESC, run.run_id DESC
LIMIT 1
FOR UPDATE OF run
