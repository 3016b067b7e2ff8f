-- One row per audit row that does not fit what stands before it, or no longer fits its own digest.
WITH chained_entry AS (
  SELECT
    entry.audit_id,
    entry.previous_hash,
    entry.row_hash,
    support.audit_digest(entry) AS recomputed_hash,
    coalesce(lag(entry.audit_id) OVER chain, 0) AS id_before,
    coalesce(lag(entry.row_hash) OVER chain, ''::BYTEA) AS hash_before
  FROM support.audit_logs AS entry
  WINDOW chain AS (ORDER BY entry.audit_id)
)
SELECT
  audit_id,
  CASE
    WHEN row_hash <> recomputed_hash THEN 'EDITED'
    WHEN audit_id <> id_before + 1 THEN 'GAP_BEFORE'
    ELSE 'UNCHAINED'
  END AS fault
FROM chained_entry
WHERE row_hash <> recomputed_hash
  OR audit_id <> id_before + 1
  OR previous_hash <> hash_before
ORDER BY audit_id
LIMIT %(most)s
