"""Refreshing the materialized views: by whom, and what its readers see meanwhile."""

import pytest
from psycopg import errors

from tests.databases import session
from tests.mlops.pipeline.published import query

pytestmark = pytest.mark.django_db
VIEWS = ("mv_forecasts_latest", "mv_kpis_latest")


def test_every_materialized_view_has_the_unique_index_that_refreshing_needs() -> None:
    # REFRESH ... CONCURRENTLY wants a unique index on columns, over all rows.
    found = query(
        "SELECT DISTINCT relname::TEXT FROM pg_class JOIN pg_index ON indrelid = pg_class.oid"
        " WHERE relkind = 'm' AND indisunique AND indpred IS NULL AND indexprs IS NULL"
        " AND indisvalid ORDER BY 1"
    )
    assert tuple(name for (name,) in found) == VIEWS
    assert query("SELECT count(*) FROM pg_class WHERE relkind = 'm'") == [(len(VIEWS),)]


@pytest.mark.parametrize("view", VIEWS)
def test_the_loader_refreshes_a_view(view: str) -> None:
    with session("nova_loader") as loader:
        assert loader.execute("SELECT analytics.refresh_view(%s)", [view]).rowcount == 1


@pytest.mark.parametrize("view", VIEWS)
def test_readers_go_on_while_a_view_is_refreshed(view: str) -> None:
    with session("nova_loader") as loader, session("nova_api") as reader:
        loader.execute("SELECT analytics.refresh_view(%s)", [view])
        reader.execute("SET statement_timeout = '1s'")
        # Not committed: whatever lock the refresh takes, it still holds.
        assert reader.execute(f"SELECT count(*) FROM analytics.{view}").fetchone() is not None


@pytest.mark.parametrize("role", ["nova_api", "nova_bi"])
def test_a_reader_may_not_refresh(role: str) -> None:
    with session(role) as reader, pytest.raises(errors.InsufficientPrivilege):
        reader.execute("SELECT analytics.refresh_view('mv_kpis_latest')")


@pytest.mark.parametrize("name", ["v_kpis_daily_latest", "x; DROP TABLE core.dim_item", ""])
def test_refreshing_something_else_is_refused(name: str) -> None:
    with session("nova_loader") as loader, pytest.raises(errors.UndefinedTable):
        loader.execute("SELECT analytics.refresh_view(%s)", [name])
