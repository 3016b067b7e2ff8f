-- Which change of what readers see was the last one.

-- The audit log is the one place where every writer tells of a change, in the transaction of the change
-- and in the order of the commits. Who may log in, logging in and out, and
-- taking a file change nothing that is read.
CREATE INDEX ix_audit_data_changes ON support.audit_logs (audit_id)
  WHERE action NOT IN ('LOGIN', 'LOGIN_FAILED', 'LOGIN_LOCKED', 'LOGOUT', 'SESSION_REVOKED',
    'USER_CREATED', 'USER_CHANGED', 'USER_REMOVED', 'PASSWORD_CHANGED', 'PASSWORD_REHASHED',
    'EXPORTED', 'AUDIT_EXPORTED', 'REJECTS_EXPORTED');

-- One row: the last change. Version holds a piece of the row's digest as well, so that a database that was
-- restored to an earlier day never gives one version to two states.
CREATE VIEW support.v_data_version AS
SELECT
  audit_id,
  audit_id || '-' || encode(substr(row_hash, 1, 4), 'hex') AS version
FROM support.audit_logs
WHERE action NOT IN ('LOGIN', 'LOGIN_FAILED', 'LOGIN_LOCKED', 'LOGOUT', 'SESSION_REVOKED',
    'USER_CREATED', 'USER_CHANGED', 'USER_REMOVED', 'PASSWORD_CHANGED', 'PASSWORD_REHASHED',
    'EXPORTED', 'AUDIT_EXPORTED', 'REJECTS_EXPORTED')
ORDER BY audit_id DESC
LIMIT 1;

GRANT SELECT ON support.v_data_version TO nova_api, nova_loader;
