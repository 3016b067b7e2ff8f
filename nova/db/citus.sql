-- Spreads the facts over the nodes of a Citus cluster (12 or later), by item. Optional, and not run by anything
-- here: docs/scaling.md says what it rests on. Once, on the coordinator, as the owner of the tables, after
-- `manage.py migrate` and before the first load:
--   psql --set ON_ERROR_STOP=1 --single-transaction --file nova/db/citus.sql

-- One row per table and where its rows are: distributed (by item_id), reference (a copy on each node), or
-- local (on the coordinator).
CREATE TEMPORARY TABLE placement (name REGCLASS PRIMARY KEY, kind TEXT NOT NULL) ON COMMIT DROP;
INSERT INTO placement (name, kind)
VALUES
  -- A row per item, site and day, by the hundred million; every key of theirs has the item in it.
  ('core.fact_demand_daily', 'distributed'),
  ('core.fact_inventory_daily', 'distributed'),
  ('core.fact_orders', 'distributed'),
  ('analytics.forecasts', 'distributed'),
  ('analytics.features_store', 'distributed'),
  ('analytics.inventory_policy', 'distributed'),
  -- What statements join with those.
  ('core.dim_calendar', 'reference'),
  ('core.dim_region', 'reference'),
  ('core.dim_site', 'reference'),
  ('core.dim_item', 'reference'),
  ('core.dim_supplier', 'reference'),
  ('analytics.item_classifications', 'reference'),
  ('analytics.policy_settings', 'reference'),
  ('support.user_scopes', 'reference'),
  -- What people and programs write in small: joined among themselves and with references.
  ('core.dim_market_indicator', 'local'),
  ('core.fact_market_indicator', 'local'),
  ('analytics.model_runs', 'local'),
  ('analytics.run_item_sites', 'local'),
  ('analytics.kpis_daily', 'local'),
  ('analytics.kpis_segment_daily', 'local'),
  ('analytics.kpi_days', 'local'),
  ('analytics.kpi_targets', 'local'),
  ('analytics.policy_overrides', 'local'),
  ('analytics.service_levels', 'local'),
  ('analytics.forecast_accuracy', 'local'),
  ('analytics.forecast_accuracy_daily', 'local'),
  ('analytics.recommendations', 'local'),
  ('analytics.recommendation_outcomes', 'local'),
  ('analytics.alerts', 'local'),
  ('analytics.alert_reads', 'local'),
  ('analytics.decisions', 'local'),
  ('support.users', 'local'),
  ('support.user_sessions', 'local'),
  ('support.audit_logs', 'local'),
  ('support.load_runs', 'local'),
  ('support.load_requests', 'local'),
  ('support.feeds', 'local'),
  ('support.nights', 'local'),
  ('support.night_steps', 'local'),
  ('support.subscriptions', 'local'),
  ('support.notifications', 'local'),
  ('staging.load_rejects', 'local');

DO $$
DECLARE
  forgotten TEXT;
BEGIN
  SELECT string_agg(class.oid::REGCLASS::TEXT, ', ' ORDER BY class.oid::REGCLASS::TEXT)
  INTO forgotten
  FROM pg_class AS class
  WHERE class.relkind IN ('r', 'p')
    AND NOT class.relispartition
    AND class.relnamespace IN ('core'::REGNAMESPACE, 'analytics'::REGNAMESPACE, 'support'::REGNAMESPACE)
    AND class.oid NOT IN (SELECT name FROM placement);
  IF forgotten IS NOT NULL THEN
    RAISE EXCEPTION 'no placement is given for %', forgotten;
  END IF;
END
$$;

-- From here on Citus is needed.
SET LOCAL citus.multi_shard_modify_mode = 'sequential';  -- foreign keys lead to references

-- A table on every node may not be emptied by one on the coordinator. Nobody may delete users, and scopes of
-- nobody show nothing.
ALTER TABLE support.user_scopes DROP CONSTRAINT user_scopes_user_id_fkey;

SELECT create_reference_table(name) FROM placement WHERE kind = 'reference' ORDER BY name;
SELECT create_distributed_table('core.fact_demand_daily', 'item_id');
SELECT create_distributed_table(name, 'item_id', colocate_with => 'core.fact_demand_daily')
FROM placement
WHERE kind = 'distributed' AND name <> 'core.fact_demand_daily'::REGCLASS
ORDER BY name;
