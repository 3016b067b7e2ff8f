-- One row per column of a table, in the order that another table has them, further ones last: name,
-- type without its domain, domain, whether NULL is refused, whether the database computes it,
-- whether a sequence numbers it.
SELECT
  attribute.attname::TEXT,
  format_type(
    CASE WHEN kind.typtype = 'd' THEN kind.typbasetype ELSE attribute.atttypid END,
    CASE WHEN kind.typtype = 'd' THEN kind.typtypmod ELSE attribute.atttypmod END
  ),
  CASE WHEN kind.typtype = 'd' THEN kind.oid::REGTYPE::TEXT END,
  attribute.attnotnull,
  attribute.attgenerated <> '',
  coalesce(starts_with(pg_get_expr(value.adbin, value.adrelid), 'nextval('), FALSE)
FROM pg_catalog.pg_attribute AS attribute
JOIN pg_catalog.pg_type AS kind ON kind.oid = attribute.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS value
  ON value.adrelid = attribute.attrelid
  AND value.adnum = attribute.attnum
LEFT JOIN pg_catalog.pg_attribute AS model
  ON model.attrelid = %s::REGCLASS
  AND model.attname = attribute.attname
WHERE attribute.attrelid = %s::REGCLASS
  AND attribute.attnum > 0
  AND NOT attribute.attisdropped
ORDER BY model.attnum NULLS LAST, attribute.attnum
