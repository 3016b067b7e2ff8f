-- One row per transfer, from an array for each column.
INSERT INTO pg_temp.transfer (item_id, from_site_id, to_site_id, quantity, shortage, surplus)
SELECT item_id, from_site_id, to_site_id, quantity, shortage, surplus
FROM unnest(
  %s::INTEGER[], %s::INTEGER[], %s::INTEGER[], %s::NUMERIC[], %s::NUMERIC[], %s::NUMERIC[]
) AS moved (item_id, from_site_id, to_site_id, quantity, shortage, surplus)
