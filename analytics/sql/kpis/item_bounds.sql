-- One row: the items before which those shares of the runs' forecasts lie, as a sample of about so many
-- rows tells; NULL where it has none.
SELECT percentile_disc(%(shares)s::FLOAT8[]) WITHIN GROUP (ORDER BY item_id) AS item_bounds
FROM analytics.forecasts TABLESAMPLE SYSTEM (
  (
    SELECT least(100, 100.0 * %(sample_rows)s / greatest(sum(row_count), 1))
    FROM analytics.model_runs
    WHERE run_id = ANY (%(run_ids)s::BIGINT[])
  )
) REPEATABLE (0)
WHERE run_id = ANY (%(run_ids)s::BIGINT[])
