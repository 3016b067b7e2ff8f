-- How good forecasts were once the demand they foresaw had come. Nothing here goes when the rows of
-- an old run are given up: what is kept of its forecasts is how good they were.

-- One row per forecasts run, model, lead time and segment; analytics/accuracy has the definitions.
CREATE TABLE analytics.forecast_accuracy (
  forecast_run_id BIGINT NOT NULL,
  model_tag TEXT NOT NULL,
  lead_bucket TEXT NOT NULL
    CHECK (lead_bucket IN ('1-7', '8-14', '15-30', '31-60', '61-90', '91+', 'ALL')),
  dimension TEXT NOT NULL CHECK (dimension IN ('ALL', 'SITE', 'REGION', 'FAMILY', 'ABC')),
  segment TEXT NOT NULL,
  first_day DATE NOT NULL,
  last_day DATE NOT NULL CHECK (last_day >= first_day),
  cells BIGINT NOT NULL CHECK (cells > 0),
  demand_cells BIGINT NOT NULL CHECK (demand_cells BETWEEN 0 AND cells),
  interval_cells BIGINT NOT NULL CHECK (interval_cells BETWEEN 0 AND cells),
  series BIGINT NOT NULL CHECK (series > 0),
  unscaled_series BIGINT NOT NULL CHECK (unscaled_series BETWEEN 0 AND series),
  actual NUMERIC(30, 4) NOT NULL,
  wape NUMERIC(30, 6),
  mape NUMERIC(30, 6),
  mape_coverage NUMERIC(7, 6) NOT NULL,
  bias NUMERIC(30, 6),
  mase NUMERIC(30, 6),
  rmsse NUMERIC(30, 6),
  interval_coverage NUMERIC(7, 6),
  nominal_coverage NUMERIC(7, 6),
  pinball_lower NUMERIC(30, 6),
  pinball_median NUMERIC(30, 6),
  pinball_upper NUMERIC(30, 6),
  wape_naive NUMERIC(30, 6),
  fva_naive NUMERIC(30, 6),
  fva_zero NUMERIC(30, 6),
  run_id BIGINT NOT NULL,
  computed_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (forecast_run_id, model_tag, lead_bucket, dimension, segment)
);
COMMENT ON COLUMN analytics.forecast_accuracy.forecast_run_id IS
  'The run that was scored; run_id is the computation that found these figures.';
COMMENT ON COLUMN analytics.forecast_accuracy.cells IS 'Item-site-days; demand_cells: with demand.';
COMMENT ON COLUMN analytics.forecast_accuracy.unscaled_series IS
  'Item-sites whose demand never changed from week to week: left out of the scaled figures.';
COMMENT ON COLUMN analytics.forecast_accuracy.fva_naive IS
  'wape_naive - wape: positive where the forecast is better than the same weekday''s last demand.';

-- One row per forecasts run, model and day: sums over item-sites, from which any period follows.
CREATE TABLE analytics.forecast_accuracy_daily (
  forecast_run_id BIGINT NOT NULL,
  model_tag TEXT NOT NULL,
  full_date DATE NOT NULL,
  cells BIGINT NOT NULL CHECK (cells > 0),
  actual NUMERIC(30, 4) NOT NULL,
  error NUMERIC(30, 4) NOT NULL,
  absolute_error NUMERIC(30, 4) NOT NULL CHECK (absolute_error >= 0),
  run_id BIGINT NOT NULL,
  computed_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (full_date, forecast_run_id, model_tag)
);
COMMENT ON COLUMN analytics.forecast_accuracy_daily.error IS 'Units forecast less units demanded.';

GRANT SELECT, INSERT, DELETE
  ON analytics.forecast_accuracy, analytics.forecast_accuracy_daily TO nova_loader;
