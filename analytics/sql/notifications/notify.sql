-- One row per user and open alert or recommendation that meets a wish of theirs and that they were
-- not told of yet; what somebody dismissed or put off is no news.
WITH news AS (
  SELECT
    'ALERT' AS kind,
    alert_id AS subject_id,
    level,
    level_rank,
    category,
    message,
    item_id,
    site_id,
    NULL::INTEGER AS donor_site_id
  FROM analytics.alerts
  WHERE resolved_at IS NULL
    AND NOT EXISTS (
      SELECT 1
      FROM analytics.v_standing_decisions AS decision
      WHERE decision.alert_id = alerts.alert_id
        AND (decision.kind = 'DISMISSED' OR decision.until > %(day)s)
    )
  UNION ALL
  SELECT
    'RECOMMENDATION',
    recommendation_id,
    priority,
    priority_rank,
    type,
    message,
    item_id,
    site_id,
    donor_site_id
  FROM analytics.recommendations
  WHERE closed_at IS NULL
    AND NOT EXISTS (
      SELECT 1
      FROM analytics.v_standing_decisions AS decision
      WHERE decision.recommendation_id = recommendations.recommendation_id
        AND (decision.kind = 'DISMISSED' OR decision.until > %(day)s)
    )
), level AS (
  SELECT kind, name, rank
  FROM (VALUES
    ('ALERT', 'NORMAL', 1),
    ('ALERT', 'WARNING', 2),
    ('ALERT', 'CRITICAL', 3),
    ('RECOMMENDATION', 'LOW', 1),
    ('RECOMMENDATION', 'MEDIUM', 2),
    ('RECOMMENDATION', 'HIGH', 3),
    ('RECOMMENDATION', 'CRITICAL', 4)
  ) AS level (kind, name, rank)
)
INSERT INTO support.notifications (
  user_id,
  kind,
  subject_id,
  level,
  level_rank,
  category,
  message,
  item_id,
  site_id,
  by_email
)
SELECT
  subscription.user_id,
  news.kind,
  news.subject_id,
  news.level,
  news.level_rank,
  news.category,
  news.message,
  news.item_id,
  news.site_id,
  bool_or(subscription.by_email)
FROM news
JOIN support.subscriptions AS subscription ON subscription.kind = news.kind
JOIN level ON level.kind = subscription.kind AND level.name = subscription.least_level
JOIN support.users AS subscriber ON subscriber.user_id = subscription.user_id
LEFT JOIN core.dim_item AS item ON item.item_id = news.item_id
WHERE subscriber.active
  AND news.level_rank >= level.rank
  AND (subscription.category IS NULL OR subscription.category = news.category)
  -- As the pages show it: of a transfer both sites, and what is of no site to nobody who sees only some.
  AND (
    NOT subscriber.scoped
    OR ARRAY[news.site_id, coalesce(news.donor_site_id, news.site_id)] <@ ARRAY(
      SELECT visible.site_id
      FROM support.v_user_sites AS visible
      WHERE visible.user_id = subscription.user_id
    )
  )
  AND (subscription.site_id IS NULL OR subscription.site_id = news.site_id)
  AND (subscription.family IS NULL OR subscription.family = item.family)
GROUP BY
  subscription.user_id,
  news.kind,
  news.subject_id,
  news.level,
  news.level_rank,
  news.category,
  news.message,
  news.item_id,
  news.site_id
ON CONFLICT (user_id, kind, subject_id) DO NOTHING
