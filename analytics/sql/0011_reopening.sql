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
  decision.decision_id,
  decision.subject,
  decision.subject_id,
  decision.recommendation_id,
  decision.alert_id,
  decision.kind,
  decision.actor,
  decision.decided_at,
  decision.until,
  decision.note
FROM analytics.decisions AS decision
WHERE decision.kind <> 'REOPENED'
  -- Whoever asks for one advice reads its decisions alone, and not all that there are.
  AND NOT EXISTS (
    SELECT
    FROM analytics.decisions AS later
    WHERE later.subject = decision.subject
      AND later.subject_id = decision.subject_id
      AND later.decision_id > decision.decision_id
  );

GRANT SELECT ON analytics.v_standing_decisions TO nova_api, nova_loader, nova_bi;
