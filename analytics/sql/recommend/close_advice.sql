-- Closes advice of the rules that no longer applies, with the reason.
UPDATE analytics.recommendations AS held
SET
  closed_at = CURRENT_TIMESTAMP,
  closed_reason = CASE
    WHEN EXISTS (
      SELECT 1
      FROM pg_temp.stock_position AS stock
      WHERE stock.item_id = held.item_id
        AND stock.site_id = held.site_id
    ) THEN 'CONDITION_CLEARED'
    ELSE 'STOCK_UNKNOWN'
  END
WHERE held.origin = 'RULES'
  AND held.closed_at IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM pg_temp.advice
    WHERE advice.dedupe_key = held.dedupe_key
  )
