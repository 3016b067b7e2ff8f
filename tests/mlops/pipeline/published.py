"""What readers see, in figures a test can compare."""

from typing import Any

from django.db import connection


def query(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def fingerprint() -> str:
    """Digest of the champion's forecasts, of the facts and dimensions, and of the audit rows."""
    parts = [
        (
            "SELECT coalesce(md5(string_agg(row::TEXT, '|' ORDER BY row::TEXT)), 'none') FROM ("
            " SELECT f.run_id, full_date, item_id, site_id, horizon_days, yhat, yhat_lower,"
            " yhat_upper"
            " FROM analytics.forecasts f JOIN analytics.model_runs r USING (run_id)"
            " WHERE r.status = 'CHAMPION') AS row"
        ),
        "SELECT count(*)::TEXT || coalesce(sum(quantity), 0)::TEXT FROM core.fact_demand_daily",
        "SELECT count(*)::TEXT FROM core.fact_orders",
        "SELECT count(*)::TEXT || max(updated_at)::TEXT FROM core.dim_item",
        "SELECT count(*)::TEXT FROM support.load_runs WHERE status = 'PUBLISHED'",
        "SELECT count(*)::TEXT FROM support.audit_logs",
    ]
    return " ".join(str(query(part)[0][0]) for part in parts)


def champion() -> tuple[int, int] | None:
    """Run that readers see and how many forecasts it has."""
    rows = query(
        "SELECT run_id, (SELECT count(*) FROM analytics.forecasts f WHERE f.run_id = r.run_id)"
        " FROM analytics.model_runs r WHERE dataset = 'forecasts' AND status = 'CHAMPION'"
    )
    return rows[0] if rows else None


def leftovers() -> list[str]:
    """Tables that a load left in staging."""
    return [
        name
        for (name,) in query(
            "SELECT relname FROM pg_class WHERE relnamespace = 'staging'::REGNAMESPACE"
            " AND relkind = 'r' AND relname <> 'load_rejects'"
        )
    ]
