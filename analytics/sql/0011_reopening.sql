-- A decision may be taken back and made again; the last one stands.

ALTER TABLE analytics.decisions
  DROP CONSTRAINT decisions_kind_check,
  ADD CONSTRAINT decisions_kind_check
    CHECK (kind IN ('ACKNOWLEDGED', 'SNOOZED', 'DISMISSED', 'REOPENED'));
DROP INDEX analytics.ux_decisions_acknowledged;
CREATE INDEX ix_decisions_standing ON analytics.decisions (subject, subject_id, decision_id DESC);

-- One row per advice or alert that somebody decided on: the decision that stands. Taken back: none.
CREATE VIEW analytics.v_standing_decisions AS
SELECT
  decision_id,
  subject,
  subject_id,
  recommendation_id,
  alert_id,
  kind,
  actor,
  decided_at,
  until,
  note
FROM (
  SELECT DISTINCT ON (subject, subject_id)
    decision_id,
    subject,
    subject_id,
    recommendation_id,
    alert_id,
    kind,
    actor,
    decided_at,
    until,
    note
  FROM analytics.decisions
  ORDER BY subject, subject_id, decision_id DESC
) AS latest
WHERE kind <> 'REOPENED';

GRANT SELECT ON analytics.v_standing_decisions TO nova_api, nova_loader, nova_bi;
