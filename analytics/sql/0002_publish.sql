-- What the loader may ask of the tables' owner: hang a finished run into its table, refresh a view.

-- Moves staging.<dataset>_<run> under its table. ATTACH does not wait for readers and they do not
-- wait for it; the run's own CHECK and foreign keys are already there, so nothing is scanned.
CREATE FUNCTION analytics.attach_run(dataset TEXT, run BIGINT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics
AS $$
DECLARE
  parent TEXT := CASE dataset WHEN 'forecasts' THEN 'forecasts' WHEN 'features' THEN 'features_store' END;
  run_table TEXT := format('%s_%s', dataset, run);
BEGIN
  IF parent IS NULL THEN
    RAISE EXCEPTION 'no run dataset is named %', dataset USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('ALTER TABLE staging.%I SET SCHEMA analytics', run_table);
  EXECUTE format('ALTER TABLE analytics.%I OWNER TO CURRENT_USER', run_table);
  EXECUTE format('GRANT SELECT ON analytics.%I TO nova_loader', run_table);
  EXECUTE format(
    'ALTER TABLE analytics.%I ATTACH PARTITION analytics.%I FOR VALUES IN (%L)',
    parent, run_table, run
  );
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.attach_run(TEXT, BIGINT) FROM PUBLIC;

-- Readers of the view go on while it is refreshed; every view has the unique index this needs.
CREATE FUNCTION analytics.refresh_view(view_name TEXT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics
AS $$
BEGIN
  IF view_name NOT IN ('mv_kpis_latest', 'mv_forecasts_latest') THEN
    RAISE EXCEPTION 'no materialized view is named %', view_name USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY analytics.%I', view_name);
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.refresh_view(TEXT) FROM PUBLIC;
