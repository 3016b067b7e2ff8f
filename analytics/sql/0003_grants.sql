-- What each role may do with outputs; views are covered by default, since a changed view is made anew.
GRANT USAGE ON SCHEMA analytics TO nova_api, nova_loader, nova_bi;
GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO nova_api;
ALTER DEFAULT PRIVILEGES IN SCHEMA analytics GRANT SELECT ON TABLES
  TO nova_api, nova_bi, nova_loader;

GRANT UPDATE (acknowledged_at, acknowledged_by) ON analytics.recommendations TO nova_api;
GRANT UPDATE (read_at) ON analytics.alerts TO nova_api;
GRANT INSERT ON analytics.alert_reads TO nova_api;

GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA analytics TO nova_loader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA analytics TO nova_loader;
REVOKE INSERT, UPDATE ON analytics.forecasts, analytics.features_store FROM nova_loader;
GRANT EXECUTE ON FUNCTION analytics.attach_run(TEXT, BIGINT) TO nova_loader;
GRANT EXECUTE ON FUNCTION analytics.refresh_view(TEXT) TO nova_loader;
