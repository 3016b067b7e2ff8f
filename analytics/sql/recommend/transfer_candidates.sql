-- One row per item-site that lacks, or could spare, an item which another site could spare, or lacks.
-- shortage: up to the reorder point and the demand of a review; surplus: stock beyond the same level.
WITH candidate AS (
  SELECT
    item_id,
    site_id,
    region_id,
    days_to_rupture_inbound,
    score,
    CASE
      WHEN inventory_position <= reorder_point AND order_up_to > inventory_position
        THEN order_up_to - inventory_position
      ELSE 0
    END AS shortage,
    greatest(current_stock - order_up_to, 0) AS surplus
  FROM pg_temp.stock_position
  WHERE order_up_to IS NOT NULL
),
matched_candidate AS (
  SELECT
    item_id,
    site_id,
    region_id,
    days_to_rupture_inbound,
    score,
    shortage,
    surplus,
    max(shortage) OVER of_item AS most_lacking,
    max(surplus) OVER of_item AS most_spare
  FROM candidate
  WINDOW of_item AS (PARTITION BY item_id)
)
SELECT item_id, site_id, region_id, days_to_rupture_inbound, score, shortage, surplus
FROM matched_candidate
WHERE most_lacking > 0
  AND most_spare >= 1
  AND (shortage > 0 OR surplus >= 1)
ORDER BY item_id, site_id
