-- What each role may do with dimensions and facts.
GRANT USAGE ON SCHEMA core TO nova_api, nova_loader, nova_bi;
GRANT SELECT ON ALL TABLES IN SCHEMA core TO nova_api, nova_bi;
GRANT SELECT, INSERT, UPDATE, REFERENCES ON ALL TABLES IN SCHEMA core TO nova_loader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA core TO nova_loader;
GRANT EXECUTE ON FUNCTION
  core.ensure_month(TEXT, DATE),
  core.attach_month(TEXT, DATE, TEXT),
  core.remove_run(TEXT, BIGINT)
TO nova_loader;
