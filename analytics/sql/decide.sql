-- One row per advice or alert asked for that the user may see: the decision that stood before, and
-- whether one was written now. None is where the same stands already, and none at all unless all of
-- them are there and open.
WITH asked AS (
  SELECT recommendation_id AS subject_id, dedupe_key, closed_at IS NOT NULL AS is_closed
  FROM analytics.recommendations
  WHERE %(subject)s = 'RECOMMENDATION'
    AND recommendation_id = ANY (%(ids)s::BIGINT[])
    AND (
      %(limited_to)s::INTEGER IS NULL
      -- Of a transfer both sites; without a site it is nobody's who sees only some.
      OR ARRAY[site_id, coalesce(donor_site_id, site_id)] <@ ARRAY(
        SELECT visible.site_id
        FROM support.v_user_sites AS visible
        WHERE visible.user_id = %(limited_to)s
      )
    )
  UNION ALL
  SELECT alert_id, dedupe_key, resolved_at IS NOT NULL
  FROM analytics.alerts
  WHERE %(subject)s = 'ALERT'
    AND alert_id = ANY (%(ids)s::BIGINT[])
    AND (
      %(limited_to)s::INTEGER IS NULL
      OR site_id IN (
        SELECT visible.site_id
        FROM support.v_user_sites AS visible
        WHERE visible.user_id = %(limited_to)s
      )
    )
),
standing AS (
  SELECT subject_id, kind, actor, until, note
  FROM analytics.v_standing_decisions
  WHERE subject = %(subject)s
    AND subject_id = ANY (%(ids)s::BIGINT[])
),
written AS (
  INSERT INTO analytics.decisions (recommendation_id, alert_id, kind, actor, until, note)
  SELECT
    CASE %(subject)s WHEN 'RECOMMENDATION' THEN asked.subject_id END,
    CASE %(subject)s WHEN 'ALERT' THEN asked.subject_id END,
    %(kind)s,
    %(actor)s,
    %(until)s::DATE,
    %(note)s
  FROM asked
  LEFT JOIN standing USING (subject_id)
  WHERE (SELECT count(*) FILTER (WHERE NOT is_closed) FROM asked) = cardinality(%(ids)s::BIGINT[])
    AND CASE %(kind)s
      WHEN 'REOPENED' THEN standing.kind IS NOT NULL
      ELSE (standing.kind, standing.until) IS DISTINCT FROM (%(kind)s, %(until)s::DATE)
    END
  RETURNING subject_id
)
SELECT
  asked.subject_id,
  asked.dedupe_key,
  asked.is_closed,
  written.subject_id IS NOT NULL AS is_written,
  CASE
    WHEN standing.kind IS NOT NULL THEN jsonb_build_object(
      'kind', standing.kind,
      'actor', standing.actor,
      'until', standing.until,
      'note', standing.note
    )
  END AS stood
FROM asked
LEFT JOIN standing USING (subject_id)
LEFT JOIN written USING (subject_id)
ORDER BY asked.subject_id
