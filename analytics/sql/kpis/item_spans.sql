-- One row per item and span of the days asked for within which its ABC class stays the same: a
-- person's while it holds, else the computed one, else the one the item was loaded with. Active ones of
-- one family and class have one item_group, and so have others: millions of rows are then grouped by
-- numbers and not by names. Not a temporary table, since those are hidden from the workers that share a
-- statement's work.
CREATE UNLOGGED TABLE staging.kpi_item_span AS
WITH computed AS (
  SELECT item_id, %(first_day)s::DATE AS valid_from, abc_class, DATE '0001-01-01' AS since
  FROM core.dim_item
  UNION ALL
  SELECT item_id, greatest(valid_from, %(first_day)s::DATE), abc_class, valid_from
  FROM analytics.item_classifications
  WHERE source = 'COMPUTED'
    AND abc_class IS NOT NULL
    AND valid_from <= %(last_day)s
),
computed_class AS (
  SELECT DISTINCT ON (item_id, valid_from) item_id, valid_from, abc_class
  FROM computed
  ORDER BY item_id, valid_from, since DESC
),
override AS (
  SELECT
    item_id,
    greatest(valid_from, %(first_day)s::DATE) AS valid_from,
    coalesce(valid_to, %(last_day)s::DATE) AS valid_to,
    abc_class,
    valid_from AS since
  FROM analytics.item_classifications
  WHERE source = 'OVERRIDE'
    AND abc_class IS NOT NULL
    AND valid_from <= %(last_day)s
    AND coalesce(valid_to, %(last_day)s) >= %(first_day)s
),
boundary AS (
  SELECT item_id, valid_from FROM computed_class
  UNION
  SELECT item_id, valid_from FROM override
  UNION
  SELECT item_id, valid_to + 1 FROM override WHERE valid_to < %(last_day)s
),
item_class AS (
  SELECT DISTINCT ON (boundary.item_id, boundary.valid_from)
    boundary.item_id,
    boundary.valid_from,
    coalesce(override.abc_class, computed_class.abc_class) AS abc_class
  FROM boundary
  JOIN computed_class
    ON computed_class.item_id = boundary.item_id
    AND computed_class.valid_from <= boundary.valid_from
  LEFT JOIN override
    ON override.item_id = boundary.item_id
    AND boundary.valid_from BETWEEN override.valid_from AND override.valid_to
  ORDER BY
    boundary.item_id, boundary.valid_from, computed_class.valid_from DESC,
    override.since DESC NULLS LAST
)
SELECT
  item.item_id,
  item.family,
  item.unit_cost,
  item.active,
  item_class.abc_class,
  dense_rank() OVER (
    ORDER BY item.family, item_class.abc_class, item.active
  )::INTEGER AS item_group,
  item_class.valid_from,
  lead(item_class.valid_from, 1, %(last_day)s::DATE + 1) OVER (
    PARTITION BY item.item_id ORDER BY item_class.valid_from
  ) AS valid_until
FROM item_class
JOIN core.dim_item AS item ON item.item_id = item_class.item_id
