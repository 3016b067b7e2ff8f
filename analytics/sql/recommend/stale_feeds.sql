-- STALE_DATA, one row per feed whose next delivery is late on the day.
INSERT INTO pg_temp.condition (dedupe_key, category, level, message, figures)
SELECT
  'STALE_DATA:' || feed.dataset,
  'STALE_DATA',
  'WARNING',
  format(
    'Os dados de %%s estão atrasados: eram esperados até %%s, têm %%s dias.', feed.dataset,
    to_char(feed.due_on, 'DD/MM/YYYY'), feed.age_days
  ),
  jsonb_build_object(
    'rule', 'STALE_DATA',
    'dataset', feed.dataset,
    'cadence_days', feed.cadence_days,
    'data_as_of', feed.as_of,
    'age_days', feed.age_days,
    'due_on', feed.due_on
  )
FROM support.freshness(%(day)s) AS feed
WHERE feed.is_stale
