-- Who wants to be told of what, and what they were told. In the schema of people; they name sites.

-- One row per wish of a user. NULL: of any category, at any site, of any family.
CREATE TABLE support.subscriptions (
  subscription_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES support.users (user_id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('ALERT', 'RECOMMENDATION')),
  category TEXT CHECK (category <> '' AND length(category) <= 100),
  least_level TEXT NOT NULL,
  site_id INTEGER REFERENCES core.dim_site (site_id),
  family TEXT CHECK (family <> ''),
  by_email BOOLEAN NOT NULL DEFAULT TRUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT level_is_one_of_its_kind CHECK (
    CASE kind
      WHEN 'ALERT' THEN least_level IN ('NORMAL', 'WARNING', 'CRITICAL')
      ELSE least_level IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')
    END
  )
);
-- 0 and '' stand for any: PostgreSQL 14 has no NULLS NOT DISTINCT.
CREATE UNIQUE INDEX ux_subscriptions_wish ON support.subscriptions
  (user_id, kind, (coalesce(category, '')), (coalesce(site_id, 0)), (coalesce(family, '')));
CREATE INDEX ix_subscriptions_site ON support.subscriptions (site_id);
COMMENT ON COLUMN support.subscriptions.category IS
  'Category of an alert or type of a recommendation.';

-- One row per user and alert or recommendation that the user was told of; told once, whatever the
-- number of wishes it meets.
CREATE TABLE support.notifications (
  notification_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES support.users (user_id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('ALERT', 'RECOMMENDATION')),
  subject_id BIGINT NOT NULL,
  level TEXT NOT NULL,
  level_rank SMALLINT NOT NULL,
  category TEXT NOT NULL,
  message TEXT NOT NULL,
  item_id INTEGER REFERENCES core.dim_item (item_id),
  site_id INTEGER REFERENCES core.dim_site (site_id),
  by_email BOOLEAN NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  emailed_at TIMESTAMPTZ,
  read_at TIMESTAMPTZ,
  UNIQUE (user_id, kind, subject_id),
  CHECK (by_email OR emailed_at IS NULL)
);
CREATE INDEX ix_notifications_unread ON support.notifications (user_id, created_at DESC)
  WHERE read_at IS NULL;
CREATE INDEX ix_notifications_to_send ON support.notifications (user_id)
  WHERE by_email AND emailed_at IS NULL;
COMMENT ON COLUMN support.notifications.subject_id IS 'alert_id or recommendation_id, by kind.';

GRANT SELECT ON support.subscriptions TO nova_loader;
GRANT SELECT (user_id, username, email, active) ON support.users TO nova_loader;
GRANT SELECT, INSERT, UPDATE (emailed_at) ON support.notifications TO nova_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON support.subscriptions TO nova_api;
GRANT SELECT, UPDATE (read_at) ON support.notifications TO nova_api;
