-- Removes what a new policy of the day replaces, and old nights; month ends stay.
DELETE FROM analytics.inventory_policy
WHERE as_of = %(day)s
  OR (
    as_of <= %(day)s::DATE - %(policy_kept_days)s::INTEGER
    AND extract(DAY FROM as_of + 1) <> 1
  )
