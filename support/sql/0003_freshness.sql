-- When each feed came last, and whether the next one is late.

-- One row per dataset that can be loaded; migrate keeps them as the program's table of datasets has them.
CREATE TABLE support.feeds (
  dataset TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  ordinal SMALLINT NOT NULL,
  publication TEXT NOT NULL CHECK (publication IN ('upsert', 'run')),
  cadence_days SMALLINT CHECK (cadence_days > 0)
);
COMMENT ON COLUMN support.feeds.cadence_days IS
  'Days from one delivery to the next; NULL where none is expected.';

-- One row per feed, judged on that day. A feed is as old as the last day its data cover, or as its
-- publication where they cover none or days ahead. A file of rows changed by key may correct an old
-- month, so there the latest day of all files counts; a run is all there is of its dataset.
CREATE FUNCTION support.freshness(business_date DATE) RETURNS TABLE (
  dataset TEXT,
  title TEXT,
  ordinal SMALLINT,
  cadence_days SMALLINT,
  run_id BIGINT,
  published_at TIMESTAMPTZ,
  as_of DATE,
  age_days INTEGER,
  due_on DATE,
  state TEXT,
  is_stale BOOLEAN
)
LANGUAGE sql STABLE
AS $$
  WITH standing_publication AS (
    SELECT
      run.dataset,
      run.run_id,
      run.finished_at,
      run.as_of,
      max(run.as_of) OVER (PARTITION BY run.dataset) AS latest_as_of
    FROM support.load_runs AS run
    WHERE run.status = 'PUBLISHED'
      AND NOT EXISTS (
        SELECT 1
        FROM support.load_runs AS undoing
        WHERE undoing.dataset = run.dataset
          AND undoing.run_id > run.run_id
          AND undoing.status = 'ROLLBACK'
          AND (undoing.details ->> 'rolled_back')::BIGINT = run.run_id
      )
  ),
  newest_publication AS (
    SELECT DISTINCT ON (dataset)
      dataset,
      run_id,
      finished_at,
      as_of,
      latest_as_of
    FROM standing_publication
    ORDER BY dataset, run_id DESC
  ),
  feed_as_of AS (
    SELECT
      feed.dataset,
      feed.title,
      feed.ordinal,
      feed.cadence_days,
      newest.run_id,
      newest.finished_at AS published_at,
      CASE feed.publication
        WHEN 'run' THEN newest.as_of
        ELSE newest.latest_as_of
      END AS as_of,
      (newest.finished_at AT TIME ZONE 'America/Bahia')::DATE AS published_on
    FROM support.feeds AS feed
    LEFT JOIN newest_publication AS newest ON newest.dataset = feed.dataset
  ),
  feed_age AS (
    SELECT
      feed_as_of.dataset,
      freshness.business_date - least(feed_as_of.as_of, feed_as_of.published_on) AS age_days,
      least(feed_as_of.as_of, feed_as_of.published_on) + feed_as_of.cadence_days AS due_on
    FROM feed_as_of
  ),
  feed_state AS (
    SELECT
      feed_as_of.dataset,
      CASE
        WHEN feed_as_of.cadence_days IS NULL THEN 'NO_CADENCE'
        WHEN feed_as_of.run_id IS NULL THEN 'NEVER_LOADED'
        WHEN freshness.business_date > feed_age.due_on + 1 THEN 'STALE'  -- a day of grace
        ELSE 'FRESH'
      END AS state
    FROM feed_as_of
    JOIN feed_age ON feed_age.dataset = feed_as_of.dataset
  )
  SELECT
    feed_as_of.dataset,
    feed_as_of.title,
    feed_as_of.ordinal,
    feed_as_of.cadence_days,
    feed_as_of.run_id,
    feed_as_of.published_at,
    feed_as_of.as_of,
    feed_age.age_days,
    feed_age.due_on,
    feed_state.state,
    CASE feed_state.state WHEN 'STALE' THEN TRUE WHEN 'FRESH' THEN FALSE END AS is_stale
  FROM feed_as_of
  JOIN feed_age ON feed_age.dataset = feed_as_of.dataset
  JOIN feed_state ON feed_state.dataset = feed_as_of.dataset
$$;
COMMENT ON FUNCTION support.freshness(DATE) IS
  'is_stale is NULL where nothing can be late: no cadence, or never loaded; state says which.';

-- One row per feed, judged on the business day of now.
CREATE VIEW support.v_freshness AS
SELECT
  dataset,
  title,
  ordinal,
  cadence_days,
  run_id,
  published_at,
  as_of,
  age_days,
  due_on,
  state,
  is_stale
FROM support.freshness((now() AT TIME ZONE 'America/Bahia')::DATE);

GRANT SELECT ON support.feeds, support.v_freshness TO nova_api, nova_loader;
