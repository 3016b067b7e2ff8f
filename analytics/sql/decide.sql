-- Writes one decision; none when the subject is acknowledged already and this is one more.
INSERT INTO analytics.decisions (recommendation_id, alert_id, kind, actor, until, note)
VALUES (%(recommendation_id)s, %(alert_id)s, %(kind)s, %(actor)s, %(until)s, %(note)s)
ON CONFLICT (subject, subject_id) WHERE kind = 'ACKNOWLEDGED' DO NOTHING
RETURNING decision_id
