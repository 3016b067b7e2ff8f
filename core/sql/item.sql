-- One row: a material, active or not; none where there is no such id.
SELECT
  item.item_id,
  item.sku,
  item.name,
  item.description,
  item.family,
  item.category,
  item.subcategory,
  item.abc_class,
  item.criticality,
  item.unit_measure,
  trim_scale(item.unit_cost) AS unit_cost,
  item.active,
  item.extra_attributes
FROM core.dim_item AS item
WHERE item.item_id = %(item_id)s
