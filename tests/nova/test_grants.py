"""What each database role may do, tried as that role, and the chain of the audit log."""

import psycopg
import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege, ReadOnlySqlTransaction

from support import audit
from support.models import AuditLog
from tests.databases import session

pytestmark = pytest.mark.django_db

A_REQUEST = """
INSERT INTO support.load_requests (run_id, action, reason, actor{0})
SELECT run_id, 'ROLL_BACK', 'wrong', 'ana'{1} FROM support.load_runs LIMIT 0
"""
AUDIT_ROW = "INSERT INTO support.audit_logs (actor, action) VALUES ('somebody', 'TRIED')"
ACKNOWLEDGE = """
INSERT INTO analytics.decisions (recommendation_id, kind, actor)
SELECT recommendation_id, 'ACKNOWLEDGED', 'ana' FROM analytics.recommendations
"""
BACKDATE = """
INSERT INTO analytics.decisions (alert_id, kind, actor, decided_at)
SELECT alert_id, 'ACKNOWLEDGED', 'ana', '2001-01-01' FROM analytics.alerts
"""
UPDATE_FACT = "UPDATE core.fact_demand_daily SET quantity = 0"
DELETE_FACT = "DELETE FROM core.fact_demand_daily"
REFRESH = "SELECT analytics.refresh_view('mv_kpis_latest')"
ENSURE = "SELECT core.ensure_month('fact_orders', current_date)"
ATTACH = "SELECT analytics.attach_run('forecasts', 1)"
DISARM = "ALTER TABLE support.audit_logs DISABLE TRIGGER ALL"
TAKE_OVER = "ALTER TABLE support.audit_logs OWNER TO CURRENT_USER"
UNCHAIN = "SELECT set_config('session_replication_role', 'replica', TRUE)"

ALLOWED = {
    "nova_api": [
        "SELECT * FROM core.dim_item",
        "SELECT * FROM core.fact_demand_daily",
        "SELECT * FROM analytics.forecasts",
        "SELECT * FROM analytics.mv_forecasts_latest",
        "SELECT * FROM analytics.mv_kpis_latest",
        "SELECT * FROM support.users",
        "SELECT * FROM support.load_runs",
        "SELECT * FROM support.v_freshness",
        "SELECT * FROM staging.load_rejects",
        "SELECT * FROM support.audit_logs",
        AUDIT_ROW,
        ACKNOWLEDGE,
        "UPDATE analytics.alerts SET read_at = now()",
        "UPDATE support.users SET last_login = now()",
        A_REQUEST.format("", ""),
        "UPDATE analytics.kpi_targets SET target = 0.04 WHERE kpi = 'stockout_rate'",
        "UPDATE analytics.service_levels SET valid_to = '2030-01-01'",
        "UPDATE analytics.policy_overrides SET expires_on = starts_on",
    ],
    "nova_loader": [
        "SELECT * FROM core.dim_item",
        "SELECT * FROM analytics.forecasts",
        "SELECT * FROM support.v_freshness",
        "UPDATE core.fact_demand_daily SET quantity = 0",
        "UPDATE core.dim_item SET active = FALSE",
        "CREATE TABLE staging.tried (value INTEGER)",
        "DELETE FROM staging.load_rejects",
        "UPDATE analytics.model_runs SET status = 'RETIRED'",
        "UPDATE support.load_requests SET status = 'REFUSED'",
        AUDIT_ROW,
        REFRESH,
        ENSURE,
    ],
    "nova_bi": [
        "SELECT * FROM core.dim_item",
        "SELECT * FROM core.fact_demand_daily",
        "SELECT * FROM analytics.mv_forecasts_latest",
        "SELECT * FROM analytics.mv_kpis_latest",
        "SELECT * FROM analytics.v_kpis_daily_latest",
        "SELECT * FROM analytics.v_kpis_segment_daily_latest",
        "SELECT * FROM analytics.kpi_targets",
    ],
    "nova_owner": [
        "SELECT * FROM core.fact_demand_daily",
        "SELECT * FROM support.users",
        "DELETE FROM core.fact_demand_daily",
        "CREATE TABLE core.tried (value INTEGER)",
        "SET ROLE nova_api",
    ],
}
DENIED = {
    "nova_api": [
        UPDATE_FACT,
        DELETE_FACT,
        "UPDATE core.dim_item SET name = 'x'",
        "INSERT INTO core.dim_region (name) VALUES ('x')",
        "UPDATE analytics.forecasts SET yhat = 0",
        "UPDATE analytics.recommendations SET message = 'x'",
        "UPDATE analytics.recommendations SET priority = 'LOW'",
        "UPDATE analytics.decisions SET actor = 'x'",
        "DELETE FROM analytics.decisions",
        BACKDATE,
        "DELETE FROM analytics.recommendations",
        "UPDATE analytics.alerts SET message = 'x'",
        "UPDATE analytics.model_runs SET status = 'CHAMPION'",
        "INSERT INTO support.load_runs (run_id) VALUES (1)",
        "UPDATE support.feeds SET cadence_days = NULL",
        "DELETE FROM support.users",
        "UPDATE support.audit_logs SET actor = 'x'",
        "DELETE FROM support.audit_logs",
        "TRUNCATE support.audit_logs",
        DISARM,
        TAKE_OVER,
        UNCHAIN,
        "CREATE TABLE core.tried (value INTEGER)",
        "CREATE TABLE staging.tried (value INTEGER)",
        "CREATE TABLE public.tried (value INTEGER)",
        A_REQUEST.format(", status", ", 'DONE'"),
        "UPDATE support.load_requests SET status = 'DONE'",
        "DELETE FROM support.load_requests",
        "DELETE FROM analytics.kpi_targets",
        "DELETE FROM analytics.service_levels",
        "DELETE FROM analytics.policy_overrides",
        "UPDATE analytics.policy_settings SET value = 0",
        REFRESH,
        ENSURE,
        ATTACH,
        "SET ROLE nova_owner",
        "SET ROLE nova_audit",
    ],
    "nova_loader": [
        "SELECT * FROM support.users",
        "SELECT * FROM support.user_sessions",
        DELETE_FACT,
        "TRUNCATE core.fact_demand_daily",
        "UPDATE analytics.forecasts SET yhat = 0",
        "UPDATE support.load_runs SET status = 'PUBLISHED'",
        "UPDATE support.load_requests SET actor = 'x'",
        A_REQUEST.format("", ""),
        "UPDATE analytics.decisions SET actor = 'x'",
        "DELETE FROM analytics.recommendations",
        "UPDATE support.audit_logs SET actor = 'x'",
        "DELETE FROM support.audit_logs",
        "TRUNCATE support.audit_logs",
        DISARM,
        TAKE_OVER,
        UNCHAIN,
        "CREATE TABLE core.tried (value INTEGER)",
        "CREATE TABLE analytics.tried (value INTEGER)",
        "SET ROLE nova_api",
        "SET ROLE nova_owner",
    ],
    "nova_bi": [
        AUDIT_ROW,
        "SELECT * FROM support.users",
        "SELECT * FROM support.audit_logs",
        "SELECT * FROM staging.load_rejects",
        REFRESH,
        "SET ROLE nova_owner",
    ],
    "nova_owner": [
        # The triggers refuse what ownership would allow, so there must be a row to fire them.
        f"{AUDIT_ROW}; UPDATE support.audit_logs SET actor = 'x'",
        f"{AUDIT_ROW}; DELETE FROM support.audit_logs",
        "TRUNCATE support.audit_logs",
        "SET session_replication_role = 'replica'",
    ],
}


def rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(role, statement) for role, statements in table.items() for statement in statements]


@pytest.mark.parametrize(("role", "statement"), rows(ALLOWED))
def test_role_may(role: str, statement: str) -> None:
    with session(role) as own:
        own.execute("SET lock_timeout = '5s'")
        assert own.execute(statement).statusmessage


@pytest.mark.parametrize(("role", "statement"), rows(DENIED))
def test_role_may_not(role: str, statement: str) -> None:
    with session(role) as own, pytest.raises(InsufficientPrivilege):
        own.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [UPDATE_FACT, "INSERT INTO core.dim_region (name) VALUES ('x')"],
)
@pytest.mark.parametrize("undone", [False, True], ids=["as it is", "read-only switched off"])
def test_bi_cannot_write(statement: str, undone: bool) -> None:
    with session("nova_bi") as own:
        if undone:  # the role's own default, so it must not be the only bolt
            own.execute("SET transaction_read_only = off")
        with pytest.raises(InsufficientPrivilege if undone else ReadOnlySqlTransaction):
            own.execute(statement)


@pytest.mark.parametrize(("role", "seconds"), [("nova_api", "5s"), ("nova_bi", "1min")])
def test_a_statement_of_a_reader_has_a_deadline(role: str, seconds: str) -> None:
    with session(role) as own:
        assert own.execute("SHOW statement_timeout").fetchone() == (seconds,)


@pytest.fixture
def three_actions() -> None:
    for action in ("FIRST", "SECOND", "THIRD"):
        audit.record(actor="ana", action=action, details={"ação": "é", "n": 1.5})


def chain() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT action, audit_id, previous_hash, row_hash, support.audit_digest(entry)"
            " FROM support.audit_logs AS entry ORDER BY audit_id DESC LIMIT 3"
        )
        return [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
            for row in reversed(cursor.fetchall())
        ]


def test_each_audit_row_names_the_hash_of_the_row_before(three_actions: None) -> None:
    first, second, third = chain()
    assert [row[0] for row in (first, second, third)] == ["FIRST", "SECOND", "THIRD"]
    assert (second[2], third[2]) == (first[3], second[3])
    assert [second[1], third[1]] == [first[1] + 1, first[1] + 2]  # type: ignore[operator]


def test_the_digest_of_each_audit_row_can_be_recomputed(three_actions: None) -> None:
    for _, _, _, kept, recomputed in chain():
        assert kept == recomputed
        assert len(kept) == 32  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "edit", ["actor = 'eve'", "details = '{}'", '"timestamp" = now()', "previous_hash = ''"]
)
def test_an_edited_audit_row_no_longer_fits_its_digest(three_actions: None, edit: str) -> None:
    with connection.cursor() as cursor:
        # What only the audit log's own role could do, and nobody logs in as it.
        cursor.execute("ALTER TABLE support.audit_logs DISABLE TRIGGER audit_refuse_row")
        cursor.execute(f"UPDATE support.audit_logs SET {edit} WHERE action = 'SECOND'")
        cursor.execute("ALTER TABLE support.audit_logs ENABLE TRIGGER audit_refuse_row")
    broken = [action for action, _, _, kept, recomputed in chain() if kept != recomputed]
    assert broken == ["SECOND"]


def test_the_database_numbers_and_dates_audit_rows_itself(three_actions: None) -> None:
    newest = AuditLog.objects.latest("audit_id").audit_id
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO support.audit_logs"
            ' (audit_id, actor, action, "timestamp", previous_hash, row_hash)'
            " VALUES (1, 'eve', 'FORGED', '2001-01-01', 'x', 'y')"
            " RETURNING audit_id, clock_timestamp() - \"timestamp\" < INTERVAL '1 minute'"
        )
        assert cursor.fetchone() == (newest + 1, True)
    forged = chain()[-1]
    assert forged[3] == forged[4]


def test_tables_above_cover_every_role_that_logs_in() -> None:
    with session("nova_owner") as own:
        found = own.execute("SELECT rolname FROM pg_roles WHERE rolname ~ '^nova_' AND rolcanlogin")
        names = {name for (name,) in found.fetchall()}
    assert names == ALLOWED.keys() == DENIED.keys()


def test_nobody_logs_in_as_the_owner_of_the_audit_log() -> None:
    with session("nova_owner") as own:
        own.execute("SET ROLE nova_owner")
        found = own.execute(
            "SELECT tableowner::TEXT FROM pg_tables WHERE schemaname = 'support'"
            " AND tablename = 'audit_logs'"
        )
        assert found.fetchone() == ("nova_audit",)
        with pytest.raises(psycopg.Error):
            own.execute("ALTER ROLE nova_audit LOGIN")
