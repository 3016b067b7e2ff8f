"""How PostgreSQL reads the lists that are asked for all day: along an index, a page and no more."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.support.api import signed_in
from tests.support.factories import a_site, a_user
from tests.support.tables import truncate_all

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 3_000
FILL = f"""
INSERT INTO core.dim_item (sku, name, family, abc_class)
SELECT 'I' || n, 'I' || n, 'F' || n % 6, (ARRAY['A', 'B', 'C'])[1 + n % 3]
FROM generate_series(1, {ROWS}) AS n;

INSERT INTO analytics.recommendations
  (item_id, site_id, type, priority, message, money_at_risk, dedupe_key)
SELECT item_id, site_id, 'REORDER', (ARRAY['LOW', 'CRITICAL'])[1 + item_id % 2], 'x',
  item_id % 97, item_id
FROM core.dim_item, core.dim_site;

INSERT INTO analytics.alerts (item_id, site_id, level, category, message, dedupe_key)
SELECT item_id, site_id, (ARRAY['NORMAL', 'WARNING', 'CRITICAL'])[1 + item_id % 3], 'X', 'x',
  item_id
FROM core.dim_item, core.dim_site
"""
LISTS = {
    "items?family=F1&abc_class=B&limit=20": ("dim_item", "ix_dim_item_catalogue"),
    "items?family=F1&abc_class=B&limit=20&offset=40": ("dim_item", "ix_dim_item_catalogue"),
    "recommendations?limit=20": ("recommendations", "ix_recommendations_open"),
    "recommendations?priority=CRITICAL&site_id={site}&limit=20": (
        "recommendations", "ix_recommendations_open_by_priority",
    ),
    "alerts?limit=20": ("alerts", "ix_alerts_open"),
    "alerts?level=WARNING&unread=true&limit=20": ("alerts", "ix_alerts_open"),
}  # fmt: skip


@pytest.fixture
def client(transactional_db: None) -> Iterator[Client]:
    """Of a company with three thousand of each thing, as a night leaves it."""
    a_site()
    with connection.cursor() as cursor:
        cursor.execute(FILL)
        for table in ("core.dim_item", "analytics.recommendations", "analytics.alerts"):
            cursor.execute(f"VACUUM (ANALYZE) {table}")
        cursor.execute("SET plan_cache_mode = force_generic_plan")  # as nova_api has it
    yield signed_in(a_user())
    with connection.cursor() as cursor:
        cursor.execute("RESET ALL")
    truncate_all()


@pytest.mark.parametrize(("path", "read"), LISTS.items())
def test_a_page_is_read_along_its_index_and_no_further(
    path: str, read: tuple[str, str], client: Client
) -> None:
    table, index = read
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(site_id) FROM core.dim_site")
        path = path.format(site=cursor.fetchone()[0])
    (scan,) = [node for node in _plan(client, path) if node.get("Relation Name") == table]
    assert scan["Index Name"] == index
    assert scan["Actual Rows"] <= 60  # the page, and what lies before it


def _plan(client: Client, path: str) -> Iterator[dict[str, Any]]:
    """Nodes of the plan by which the list's statement was carried out."""
    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    for _ in range(2):  # the second time as a caller who is known
        with connection.execute_wrapper(note):
            assert client.get(f"/api/v1/{path}").status_code == 200
    statement, values = next(one for one in reversed(sent) if "json_agg" in one[0])
    wrapped: Any = connection
    with wrapped.prepared_cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        told = cursor.fetchone()[0]
    plan = told if isinstance(told, list) else json.loads(told)
    waiting = [plan[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        yield node
