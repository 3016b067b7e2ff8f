-- The nightly chain: what ran, when, how long, with what outcome.

-- One row per run of the chain. delivery: id of the task that asked for it, so that a broker which
-- delivers it twice starts one night; NULL at the command line.
CREATE TABLE support.nights (
  night_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_date DATE NOT NULL,
  delivery TEXT UNIQUE,
  actor TEXT NOT NULL,
  started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  finished_at TIMESTAMPTZ,
  CHECK (finished_at >= started_at)
);
CREATE INDEX ix_nights_business_date ON support.nights (business_date DESC, night_id DESC);

-- One row per night and step that was begun or skipped.
CREATE TABLE support.night_steps (
  night_step_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  night_id BIGINT NOT NULL REFERENCES support.nights (night_id),
  step TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('RUNNING', 'DONE', 'PARTIAL', 'FAILED', 'SKIPPED')),
  row_count BIGINT CHECK (row_count >= 0),
  details JSONB NOT NULL DEFAULT '{}'::JSONB,
  error TEXT,
  started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  finished_at TIMESTAMPTZ,
  UNIQUE (night_id, step),
  CHECK (finished_at >= started_at),
  CHECK ((status = 'RUNNING') = (finished_at IS NULL)),
  CHECK (error IS NULL OR status IN ('PARTIAL', 'FAILED', 'SKIPPED'))
);
COMMENT ON COLUMN support.night_steps.row_count IS
  'Rows the step wrote, in the unit of the step; NULL where it counts none.';

GRANT SELECT, INSERT, UPDATE ON support.nights, support.night_steps TO nova_loader;
GRANT SELECT ON support.nights, support.night_steps TO nova_api;
