-- Removes the scores kept of a run that are no longer what is found.
DELETE FROM {kept} AS kept
WHERE kept.forecast_run_id = %(forecast_run_id)s
  AND NOT EXISTS (
    SELECT 1
    FROM {found} AS score
    WHERE to_jsonb(score) - ARRAY['run_id', 'computed_at']
      = to_jsonb(kept) - ARRAY['run_id', 'computed_at']
  )
