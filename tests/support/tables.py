"""Emptying what tests with real transactions leave behind: Django does not know our tables."""

from django.db import connection

TRUNCATED = (
    "support.users",
    "support.user_sessions",
    "support.load_runs",
    "core.dim_item",
    "core.dim_site",
    "core.dim_region",
    "core.dim_calendar",
    "analytics.forecast_accuracy",
    "analytics.forecast_accuracy_daily",
)


def truncate_all() -> None:
    truncate(*TRUNCATED)


def truncate(*tables: str) -> None:
    """Empty these, what refers to them, and the audit log."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        cursor.execute("ALTER TABLE support.audit_logs DISABLE TRIGGER audit_refuse_truncate")
        cursor.execute("TRUNCATE support.audit_logs")
        cursor.execute("ALTER TABLE support.audit_logs ENABLE TRIGGER audit_refuse_truncate")
