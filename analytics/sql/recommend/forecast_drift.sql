-- FORECAST_DRIFT, one row when the forecasts that readers saw lately were worse than those before, or
-- too high or too low on the whole.
INSERT INTO pg_temp.condition (dedupe_key, category, level, message, figures)
SELECT
  'FORECAST_DRIFT:' || drift.model_tag,
  'FORECAST_DRIFT',
  'WARNING',
  format(
    'As previsões de %%s pioraram: WAPE de %%s%%%% e viés de %%s%%%% nos últimos %%s dias%%s.',
    drift.model_tag, analytics.number_pt_br(100 * drift.wape_recent, 1),
    analytics.number_pt_br(100 * drift.bias_recent, 1), drift.days_recent,
    format(' (WAPE antes: %%s%%%%)', analytics.number_pt_br(100 * drift.wape_before, 1))
  ),
  jsonb_build_object(
    'rule', 'FORECAST_DRIFT',
    'forecast_run_id', drift.run_id,
    'model_tag', drift.model_tag,
    'wape_recent', drift.wape_recent,
    'wape_before', drift.wape_before,
    'bias_recent', drift.bias_recent,
    'days_recent', drift.days_recent,
    'days_before', drift.days_before,
    'last_day', drift.last_day,
    'wape_rise_allowed', %(drift_wape_rise)s,
    'bias_allowed', %(drift_bias)s
  )
FROM analytics.v_forecast_drift AS drift
WHERE drift.days_recent >= %(drift_least_days)s
  AND (
    abs(drift.bias_recent) > %(drift_bias)s
    OR (
      drift.days_before >= %(drift_least_days)s
      AND drift.wape_recent > drift.wape_before * (1 + %(drift_wape_rise)s)
    )
  )
