-- Writes one request; none when one about the run waits already.
INSERT INTO support.load_requests (run_id, action, in_spite, whole_unit, reason, actor)
VALUES (%(run_id)s, %(action)s, %(in_spite)s, %(whole_unit)s, %(reason)s, %(actor)s)
ON CONFLICT (run_id) WHERE status = 'WAITING' DO NOTHING
RETURNING request_id
