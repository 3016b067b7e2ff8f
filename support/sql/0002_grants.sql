-- What each role may do with users, sessions, audit and load runs.
GRANT USAGE ON SCHEMA support TO nova_api, nova_loader, nova_audit;
GRANT USAGE, CREATE ON SCHEMA staging TO nova_loader;
GRANT USAGE ON SCHEMA staging TO nova_api;

GRANT SELECT, INSERT, UPDATE ON support.users, support.user_sessions TO nova_api;
GRANT SELECT ON support.load_runs TO nova_api;
-- Readiness and `status` compare it with the code.
GRANT SELECT ON django_migrations TO nova_api, nova_loader;
GRANT SELECT ON staging.load_rejects TO nova_api;

GRANT SELECT, INSERT ON support.load_runs TO nova_loader;
GRANT USAGE ON SEQUENCE support.load_run_id TO nova_loader;
GRANT SELECT, INSERT, DELETE ON staging.load_rejects TO nova_loader;

-- The audit log belongs to a role nobody logs in as; everyone else may only add to it.
GRANT CREATE ON SCHEMA support TO nova_audit;
ALTER TABLE support.audit_logs OWNER TO nova_audit;
ALTER FUNCTION support.audit_chain() OWNER TO nova_audit;
ALTER FUNCTION support.audit_refuse() OWNER TO nova_audit;
ALTER FUNCTION support.audit_digest(support.audit_logs) OWNER TO nova_audit;
REVOKE CREATE ON SCHEMA support FROM nova_audit;
GRANT SELECT, INSERT ON support.audit_logs TO nova_api, nova_loader;

-- Django's own tables (admin history, login sessions) are made in public by later migrations.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO nova_api;
