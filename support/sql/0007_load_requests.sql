-- What administrators ask for about loads; the loader carries it out, since the API's role may not.

-- One row per request about one run; at most one of a run waits. in_spite: of a gate that a person may
-- wave through; whole_unit: with every run that was published together with it.
CREATE TABLE support.load_requests (
  request_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id BIGINT NOT NULL REFERENCES support.load_runs (run_id),
  action TEXT NOT NULL CHECK (action IN ('PROMOTE', 'APPROVE', 'ROLL_BACK')),
  in_spite BOOLEAN NOT NULL DEFAULT FALSE,
  whole_unit BOOLEAN NOT NULL DEFAULT FALSE,
  reason TEXT NOT NULL CHECK (reason <> '' AND length(reason) <= 500),
  actor TEXT NOT NULL CHECK (actor <> ''),
  requested_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  status TEXT NOT NULL DEFAULT 'WAITING' CHECK (status IN ('WAITING', 'DONE', 'REFUSED')),
  outcome TEXT,
  finished_at TIMESTAMPTZ CHECK (finished_at >= requested_at),
  CHECK ((status = 'WAITING') = (finished_at IS NULL)),
  CHECK ((status = 'WAITING') = (outcome IS NULL))
);
CREATE UNIQUE INDEX ux_load_requests_waiting ON support.load_requests (run_id)
  WHERE status = 'WAITING';
COMMENT ON COLUMN support.load_requests.outcome IS 'What came of it, or why it was refused.';

GRANT SELECT ON support.load_requests TO nova_api, nova_loader;
GRANT INSERT (run_id, action, in_spite, whole_unit, reason, actor) ON support.load_requests
  TO nova_api;
GRANT UPDATE (status, outcome, finished_at) ON support.load_requests TO nova_loader;
