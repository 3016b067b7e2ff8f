-- Resolves alerts of the rules whose condition no longer holds; when it comes back, it is a new alert.
UPDATE analytics.alerts AS held
SET resolved_at = CURRENT_TIMESTAMP
WHERE held.origin = 'RULES'
  AND held.resolved_at IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM pg_temp.condition
    WHERE condition.dedupe_key = held.dedupe_key
  )
