-- A refresh that waited for another reads what that one's transaction left, so the wait comes first:
-- REFRESH itself would wait with the snapshot it began with, and put older rows back.
CREATE OR REPLACE FUNCTION analytics.refresh_view(view_name TEXT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_matviews
    WHERE schemaname = 'analytics' AND matviewname = view_name
  ) THEN
    RAISE EXCEPTION 'no materialized view is named %', view_name USING ERRCODE = 'undefined_table';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('analytics.refresh_view'), hashtext(view_name));
  EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY analytics.%I', view_name);
END
$$;

-- The API answers from the view, so it shows what the table holds in the same transaction, whoever
-- writes: a load, a load that is taken back, the night.
CREATE FUNCTION analytics.show_kpis() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
BEGIN
  PERFORM analytics.refresh_view('mv_kpis_latest');
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.show_kpis() FROM PUBLIC;

CREATE TRIGGER show_kpis
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON analytics.kpis_daily
FOR EACH STATEMENT EXECUTE FUNCTION analytics.show_kpis();
