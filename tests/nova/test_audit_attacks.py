"""Attacks on the audit log by processes that were taken over: each is denied."""

import psycopg
import pytest

from tests.databases import session

LOG = "support.audit_logs"
DISARMED = """
CREATE OR REPLACE FUNCTION support.audit_refuse() RETURNS TRIGGER LANGUAGE plpgsql
AS $$ BEGIN RETURN OLD; END $$
"""
ATTACKS = [
    f"UPDATE {LOG} SET actor = 'nobody'",
    f"UPDATE {LOG} SET details = '{{}}' WHERE audit_id = 1",
    f"WITH gone AS (DELETE FROM {LOG} RETURNING 1) SELECT count(*) FROM gone",
    f"DELETE FROM {LOG} WHERE audit_id = (SELECT max(audit_id) FROM {LOG})",
    f"TRUNCATE {LOG}",
    f"INSERT INTO {LOG} (actor) VALUES ('x') ON CONFLICT (audit_id) DO UPDATE SET actor = 'x'",
    f"SELECT * FROM {LOG} FOR UPDATE",
    f"LOCK TABLE {LOG} IN ACCESS EXCLUSIVE MODE",
    f"ALTER TABLE {LOG} DISABLE TRIGGER ALL",
    f"ALTER TABLE {LOG} DISABLE TRIGGER audit_refuse_row",
    f"DROP TRIGGER audit_chain ON {LOG}",
    f"CREATE TRIGGER late BEFORE INSERT ON {LOG} EXECUTE FUNCTION support.audit_refuse()",
    f"CREATE RULE hush AS ON INSERT TO {LOG} DO INSTEAD NOTHING",
    DISARMED,
    "ALTER FUNCTION support.audit_chain() SET search_path = staging",
    "DROP FUNCTION support.audit_digest(support.audit_logs)",
    f"ALTER TABLE {LOG} OWNER TO CURRENT_USER",
    f"ALTER TABLE {LOG} RENAME TO audit_logs_old",
    f"ALTER TABLE {LOG} DROP COLUMN row_hash",
    f"DROP TABLE {LOG}",
    f"GRANT ALL ON {LOG} TO CURRENT_USER; UPDATE {LOG} SET actor = 'x'",
    "SET ROLE nova_audit",
    "SET SESSION AUTHORIZATION nova_audit",
    "SET session_replication_role = 'replica'",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE ROLE eve SUPERUSER LOGIN",
    f"COPY {LOG} TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["nova_api", "nova_loader"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_is_denied(attack: str, role: str) -> None:
    with session(role) as own, pytest.raises(psycopg.errors.InsufficientPrivilege):
        own.execute(attack)
