-- One row per column of a table that a sequence numbers: the column and the sequence.
SELECT
  attribute.attname::TEXT,
  substring(pg_get_expr(value.adbin, value.adrelid) FROM $$nextval\('([^']+)'$$) AS sequence_name
FROM pg_catalog.pg_attrdef AS value
JOIN pg_catalog.pg_attribute AS attribute
  ON attribute.attrelid = value.adrelid
  AND attribute.attnum = value.adnum
WHERE value.adrelid = %s::REGCLASS
  AND starts_with(pg_get_expr(value.adbin, value.adrelid), 'nextval(')
