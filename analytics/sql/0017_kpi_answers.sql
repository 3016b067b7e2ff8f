-- Waits until the transactions that refreshed the view have ended. REFRESH itself would wait with the
-- snapshot that it began with, and put older rows back.
CREATE OR REPLACE FUNCTION analytics.await_refresh(view_name TEXT) RETURNS VOID
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $$
  SELECT pg_advisory_xact_lock(hashtext('analytics.refresh_view'), hashtext(view_name))
$$;
REVOKE EXECUTE ON FUNCTION analytics.await_refresh(TEXT) FROM PUBLIC;

-- Readers of the view go on while it is refreshed, once it has rows that they may read.
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
  PERFORM analytics.await_refresh(view_name);
  EXECUTE format(
    'REFRESH MATERIALIZED VIEW %s analytics.%I',
    CASE WHEN (
      SELECT ispopulated FROM pg_catalog.pg_matviews
      WHERE schemaname = 'analytics' AND matviewname = view_name
    ) THEN 'CONCURRENTLY' END,
    view_name
  );
END
$$;

-- The API answers from the view, so it shows what the table holds in the same transaction, whoever
-- writes: a load, a load that is taken back, the night. Writers take their turn before they hold a row.
CREATE FUNCTION analytics.show_kpis() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, analytics, pg_temp
AS $$
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    PERFORM analytics.await_refresh('mv_kpis_latest');
  ELSE
    PERFORM analytics.refresh_view('mv_kpis_latest');
  END IF;
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION analytics.show_kpis() FROM PUBLIC;

CREATE TRIGGER await_kpis
BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON analytics.kpis_daily
FOR EACH STATEMENT EXECUTE FUNCTION analytics.show_kpis();

CREATE TRIGGER show_kpis
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON analytics.kpis_daily
FOR EACH STATEMENT EXECUTE FUNCTION analytics.show_kpis();
