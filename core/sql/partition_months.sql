-- One row per month of a fact, in order: fact, table, first day, day after the last, state.
-- attached: readers see it. detaching: a detach was cut short, no new query sees it. detached: a
-- table with a month's name that belongs to no fact, left by an archive that was cut short.
WITH fact AS (
  SELECT parent.oid, parent.relname, parent.relnamespace
  FROM pg_catalog.pg_partitioned_table AS partitioning
  JOIN pg_catalog.pg_class AS parent ON parent.oid = partitioning.partrelid
  JOIN pg_catalog.pg_namespace AS home ON home.oid = parent.relnamespace
  WHERE home.nspname = 'core'
    AND partitioning.partstrat = 'r'
    AND partitioning.partnatts = 1
),
bounded AS (
  SELECT
    fact.relname AS fact_name,
    part.relname AS part_name,
    regexp_match(
      pg_get_expr(part.relpartbound, part.oid), $$FROM \('([0-9-]+)'\) TO \('([0-9-]+)'\)$$
    ) AS bounds,
    CASE WHEN link.inhdetachpending THEN 'detaching' ELSE 'attached' END AS state
  FROM fact
  JOIN pg_catalog.pg_inherits AS link ON link.inhparent = fact.oid
  JOIN pg_catalog.pg_class AS part ON part.oid = link.inhrelid
),
left_over AS (
  SELECT
    fact.relname AS fact_name,
    part.relname AS part_name,
    to_date(right(part.relname, 7), 'YYYY_MM') AS first_day
  FROM fact
  JOIN pg_catalog.pg_class AS part
    ON part.relname ~ ('^' || fact.relname || '_[0-9]{4}_(0[1-9]|1[0-2])$')
    AND part.relnamespace = fact.relnamespace
  WHERE part.relkind = 'r'
    AND NOT part.relispartition
)
SELECT fact_name::TEXT, part_name::TEXT, bounds[1]::DATE, bounds[2]::DATE, state
FROM bounded
WHERE bounds IS NOT NULL
UNION ALL
SELECT
  fact_name::TEXT,
  part_name::TEXT,
  first_day,
  (first_day + INTERVAL '1 month')::DATE,
  'detached'
FROM left_over
ORDER BY 1, 3
