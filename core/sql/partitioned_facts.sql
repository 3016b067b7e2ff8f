-- One row per fact that is partitioned by ranges of one column: its name and that column's.
SELECT fact.relname::TEXT, dated.attname::TEXT
FROM pg_catalog.pg_partitioned_table AS partitioning
JOIN pg_catalog.pg_class AS fact ON fact.oid = partitioning.partrelid
JOIN pg_catalog.pg_attribute AS dated
  ON dated.attrelid = fact.oid
  AND dated.attnum = partitioning.partattrs[0]
JOIN pg_catalog.pg_namespace AS home ON home.oid = fact.relnamespace
WHERE home.nspname = 'core'
  AND partitioning.partstrat = 'r'
  AND partitioning.partnatts = 1
ORDER BY fact.relname
