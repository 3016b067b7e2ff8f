-- The database roles of Nova Corrente: groups without a password until an operator gives them one.
-- Run once per server by an account that may create roles; running it again changes nothing.
DO $$
DECLARE
  role_name TEXT;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['nova_audit', 'nova_owner', 'nova_loader', 'nova_api', 'nova_bi']
  LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    END IF;
  END LOOP;

  -- The owner publishes tables the loader built, hands the audit log to its own owner, and can
  -- stand in for the API to show what that role may and may not do.
  FOREACH role_name IN ARRAY ARRAY['nova_audit', 'nova_loader', 'nova_api']
  LOOP
    IF NOT pg_has_role('nova_owner', role_name, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO nova_owner', role_name);
    END IF;
  END LOOP;
END
$$;

-- A request must not outlive its reader's patience.
ALTER ROLE nova_api SET statement_timeout = '5s';
ALTER ROLE nova_api SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE nova_bi SET statement_timeout = '60s';
ALTER ROLE nova_bi SET default_transaction_read_only = on;
-- What the API prepares are ranges over months: planning them anew costs more than reading them.
ALTER ROLE nova_api SET plan_cache_mode = 'force_generic_plan';
