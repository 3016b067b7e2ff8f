-- Administrators set rules; none is deleted, since policies and figures name what they came from.
GRANT INSERT, UPDATE ON analytics.service_levels, analytics.kpi_targets, analytics.policy_overrides
  TO nova_api;
GRANT USAGE ON SEQUENCE analytics.service_levels_service_level_id_seq,
  analytics.kpi_targets_target_id_seq, analytics.policy_overrides_override_id_seq TO nova_api;
