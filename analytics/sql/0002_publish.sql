-- What the loader may ask of the tables' owner: hang a finished run into its table, refresh a view.

-- Moves staging.<target>_<run> under analytics.<target>, a table parted by run. ATTACH does not wait
-- for readers and they do not wait for it; the run's own bound, indexes and foreign keys are already
-- there, so nothing is scanned.
CREATE FUNCTION analytics.attach_run(target TEXT, run BIGINT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
DECLARE
  run_table TEXT := format('%s_%s', target, run);
BEGIN
  IF NOT EXISTS (
    SELECT 1
    FROM pg_catalog.pg_partitioned_table AS parted
    JOIN pg_catalog.pg_class AS class ON class.oid = parted.partrelid
    WHERE class.relnamespace = 'analytics'::REGNAMESPACE
      AND class.relname = target
      AND pg_get_partkeydef(class.oid) = 'LIST (run_id)'
  ) THEN
    RAISE EXCEPTION 'no table parted by run is named %', target USING ERRCODE = 'undefined_table';
  END IF;
  IF NOT core.is_plain_part(
    format('staging.%I', run_table)::REGCLASS, format('analytics.%I', target)::REGCLASS,
    format('CHECK ((run_id = %s))', run)
  ) THEN
    RAISE EXCEPTION 'staging.% has more than the columns and rules of %', run_table, target
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('ALTER TABLE staging.%I SET SCHEMA analytics', run_table);
  EXECUTE format('ALTER TABLE analytics.%I OWNER TO CURRENT_USER', run_table);
  EXECUTE format('GRANT SELECT ON analytics.%I TO nova_loader', run_table);
  EXECUTE format(
    'ALTER TABLE analytics.%I ATTACH PARTITION analytics.%I FOR VALUES IN (%L)',
    target, run_table, run
  );
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.attach_run(TEXT, BIGINT) FROM PUBLIC;

-- Readers of the view go on while it is refreshed; every view has the unique index this needs.
CREATE FUNCTION analytics.refresh_view(view_name TEXT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_matviews
    WHERE schemaname = 'analytics' AND matviewname = view_name
  ) THEN
    RAISE EXCEPTION 'no materialized view is named %', view_name USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY analytics.%I', view_name);
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.refresh_view(TEXT) FROM PUBLIC;
