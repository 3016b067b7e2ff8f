-- What the loader may ask of the tables' owner: hang a finished run into its table, refresh a view.

-- Whether a table the loader made holds nothing that would run code in the name of whoever reads it
-- or owns it: one index (its primary key), the table's own CHECKs and the bound of its run.
CREATE FUNCTION analytics.is_plain_run_table(run_table REGCLASS, parent REGCLASS, run BIGINT)
RETURNS BOOLEAN
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_index WHERE indrelid = run_table AND NOT indisprimary)
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_trigger WHERE tgrelid = run_table AND NOT tgisinternal)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_rewrite WHERE ev_class = run_table)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_policy WHERE polrelid = run_table)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_statistic_ext WHERE stxrelid = run_table)
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_constraint AS own
      WHERE own.conrelid = run_table AND own.contype = 'c'
        AND pg_get_constraintdef(own.oid) <> format('CHECK ((run_id = %s))', run)
        AND NOT EXISTS (
          SELECT 1 FROM pg_catalog.pg_constraint AS given
          WHERE given.conrelid = parent AND given.contype = 'c'
            AND pg_get_constraintdef(given.oid) = pg_get_constraintdef(own.oid)))
$$;

-- Moves staging.<dataset>_<run> under its table. ATTACH does not wait for readers and they do not
-- wait for it; the run's own CHECK and foreign keys are already there, so nothing is scanned.
CREATE FUNCTION analytics.attach_run(dataset TEXT, run BIGINT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
DECLARE
  parent TEXT := CASE dataset WHEN 'forecasts' THEN 'forecasts' WHEN 'features' THEN 'features_store' END;
  run_table TEXT := format('%s_%s', dataset, run);
BEGIN
  IF parent IS NULL THEN
    RAISE EXCEPTION 'no run dataset is named %', dataset USING ERRCODE = 'undefined_table';
  END IF;
  IF NOT analytics.is_plain_run_table(
    format('staging.%I', run_table)::REGCLASS, format('analytics.%I', parent)::REGCLASS, run
  ) THEN
    RAISE EXCEPTION 'staging.% has more than the columns and rules of %', run_table, parent
      USING ERRCODE = 'insufficient_privilege';
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
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
BEGIN
  IF view_name NOT IN ('mv_kpis_latest', 'mv_forecasts_latest') THEN
    RAISE EXCEPTION 'no materialized view is named %', view_name USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY analytics.%I', view_name);
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.refresh_view(TEXT) FROM PUBLIC;
