-- One row per alert asked for that the user may see: whether this is the user's first reading of it.
-- None is noted unless all of them are there.
WITH asked AS (
  SELECT alert_id, dedupe_key
  FROM analytics.alerts
  WHERE alert_id = ANY (%(ids)s::BIGINT[])
    AND (
      %(limited_to)s::INTEGER IS NULL
      OR site_id IN (
        SELECT visible.site_id
        FROM support.v_user_sites AS visible
        WHERE visible.user_id = %(limited_to)s
      )
    )
),
noted AS (
  INSERT INTO analytics.alert_reads (alert_id, user_id)
  SELECT alert_id, %(user_id)s
  FROM asked
  WHERE (SELECT count(*) FROM asked) = cardinality(%(ids)s::BIGINT[])
  ON CONFLICT DO NOTHING
  RETURNING alert_id
),
first_noted AS (
  UPDATE analytics.alerts AS held
  SET read_at = CURRENT_TIMESTAMP
  FROM noted
  WHERE held.alert_id = noted.alert_id
    AND held.read_at IS NULL
)
SELECT asked.alert_id, asked.dedupe_key, noted.alert_id IS NOT NULL AS is_first
FROM asked
LEFT JOIN noted USING (alert_id)
ORDER BY asked.alert_id
