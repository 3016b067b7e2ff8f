-- What a run tells of its model, and when readers began to see it.
ALTER TABLE analytics.model_runs
  ADD COLUMN backtest JSONB CHECK (jsonb_typeof(backtest) = 'object'),
  ADD COLUMN crowned_at TIMESTAMPTZ;
COMMENT ON COLUMN analytics.model_runs.backtest IS
  'Errors on days that the model had not seen: metric, value, cells, folds; as its manifest told.';
COMMENT ON COLUMN analytics.model_runs.crowned_at IS
  'When it became the champion: at its publication, or later where it was a candidate first.';
