-- What taking a publication back and clearing old ones away need of the outputs.

-- A retired run keeps its row for ever, for the history of models; its forecasts go after a while.
ALTER TABLE analytics.model_runs ADD COLUMN dropped_at TIMESTAMPTZ,
  ADD CONSTRAINT only_a_retired_run_is_dropped CHECK (dropped_at IS NULL OR status = 'RETIRED');
COMMENT ON COLUMN analytics.model_runs.dropped_at IS
  'When the run''s rows were given up: from then on it cannot become the champion again.';

-- Removes the rows that one run put into an output that is not parted by run; how many. A
-- recommendation that somebody acknowledged is a decision, and stays.
CREATE FUNCTION analytics.remove_run(target TEXT, run BIGINT) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
DECLARE
  removed BIGINT;
BEGIN
  IF target NOT IN ('kpis_daily', 'kpis_segment_daily', 'recommendations', 'alerts') THEN
    RAISE EXCEPTION 'no output that is not parted by run is named %', target
      USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format(
    'DELETE FROM analytics.%I WHERE run_id = $1%s', target,
    CASE target WHEN 'recommendations' THEN ' AND acknowledged_at IS NULL' ELSE '' END
  ) USING run;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.remove_run(TEXT, BIGINT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analytics.remove_run(TEXT, BIGINT) TO nova_loader;
