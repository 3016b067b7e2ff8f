-- Indexes that have the lists of advice and alerts in the order in which they are read.
CREATE INDEX ix_recommendations_open ON analytics.recommendations
  (money_at_risk DESC NULLS LAST, recommendation_id DESC) WHERE closed_at IS NULL;
CREATE INDEX ix_recommendations_open_by_priority ON analytics.recommendations
  (priority, site_id, money_at_risk DESC NULLS LAST, recommendation_id DESC)
  WHERE closed_at IS NULL;
CREATE INDEX ix_alerts_open ON analytics.alerts (level_rank DESC NULLS LAST, alert_id DESC)
  WHERE resolved_at IS NULL;
