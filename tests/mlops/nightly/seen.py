"""What readers see after a night, as digests: equal ones mean equal figures."""

from typing import Any

import psycopg

# What readers see: the latest figures, without the ids and moments of the runs that made them.
SEEN = {
    "demand": "SELECT * FROM core.fact_demand_daily",
    "accuracy": "SELECT * FROM analytics.forecast_accuracy",
    "classes": "SELECT * FROM analytics.item_classifications",
    "kpis": "SELECT * FROM analytics.v_kpis_daily_latest",
    "kpi view": "SELECT * FROM analytics.mv_kpis_latest",
    "segments": "SELECT DISTINCT ON (full_date, dimension, segment) *"
    " FROM analytics.kpis_segment_daily ORDER BY full_date, dimension, segment, computed_at DESC",
    "policy": "SELECT * FROM analytics.inventory_policy"
    " WHERE run_id = (SELECT max(run_id) FROM analytics.inventory_policy)",
    "advice": "SELECT * FROM analytics.recommendations WHERE closed_at IS NULL",
    "alerts": "SELECT * FROM analytics.alerts WHERE resolved_at IS NULL",
    "notifications": "SELECT user_id, kind, level, category, message, emailed_at IS NOT NULL"
    " FROM support.notifications",
}
# told: the row once more as text, the moment in it.
OF_A_RUN = (
    "run_id", "computed_at", "created_at", "recommendation_id", "alert_id", "demand_id", "told",
)  # fmt: skip


def seen(connection: psycopg.Connection[tuple[Any, ...]]) -> dict[str, str]:
    """Number and digest of the rows, by what they are."""
    stripped = "to_jsonb(seen) - %s::TEXT[] #- '{evidence,policy_run_id}'"
    found = {}
    for name, rows in SEEN.items():
        digest = connection.execute(
            f"SELECT count(*) || ' rows ' || md5(string_agg(row, '|' ORDER BY row)) FROM"
            f" (SELECT ({stripped})::TEXT AS row FROM ({rows}) AS seen) AS stripped",
            [list(OF_A_RUN)],
        ).fetchone()
        found[name] = str(digest and digest[0])
    return found
