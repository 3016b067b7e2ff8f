-- One row per primary key, unique key, index and foreign key of a fact, in the order in which a
-- new month gets them: the statement that gives it, with {table} in place of the month's table.
WITH fact AS (SELECT %s::REGCLASS AS oid)
SELECT 1 AS step, 'ALTER TABLE {table} ADD ' || pg_get_constraintdef(rule.oid) AS statement
FROM fact
JOIN pg_catalog.pg_constraint AS rule ON rule.conrelid = fact.oid
WHERE rule.contype IN ('p', 'u')
UNION ALL
SELECT
  2,
  CASE WHEN made.indisunique THEN 'CREATE UNIQUE INDEX ON {table} ' ELSE 'CREATE INDEX ON {table} ' END
  || substring(pg_get_indexdef(made.indexrelid) FROM 'USING .*')
FROM fact
JOIN pg_catalog.pg_index AS made ON made.indrelid = fact.oid
WHERE NOT EXISTS (
  SELECT 1 FROM pg_catalog.pg_constraint AS rule
  WHERE rule.conindid = made.indexrelid AND rule.conrelid = fact.oid AND rule.contype IN ('p', 'u')
)
UNION ALL
SELECT 3, 'ALTER TABLE {table} ADD ' || pg_get_constraintdef(rule.oid)
FROM fact
JOIN pg_catalog.pg_constraint AS rule ON rule.conrelid = fact.oid
WHERE rule.contype = 'f' AND rule.conparentid = 0
ORDER BY 1, 2
