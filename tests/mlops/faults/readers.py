"""What readers see, as digests: asked once, or by somebody who never stops looking."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from nova.embedded import EmbeddedPostgresError
from tests.mlops.faults.server import Server

LINES = {
    "items": "SELECT concat_ws('|', sku, name) AS line FROM core.dim_item",
    "demand": (
        "SELECT concat_ws('|', full_date, sku, code, quantity) AS line FROM core.fact_demand_daily"
        " JOIN core.dim_item USING (item_id) JOIN core.dim_site USING (site_id)"
    ),
    "forecasts": (
        "SELECT concat_ws('|', full_date, sku, code, horizon_days, yhat, yhat_lower, yhat_upper,"
        " f.model_tag) AS line FROM analytics.forecasts AS f"
        " JOIN analytics.model_runs AS r USING (run_id)"
        " JOIN core.dim_item USING (item_id) JOIN core.dim_site USING (site_id)"
        " WHERE r.dataset = 'forecasts' AND r.status = 'CHAMPION'"
    ),
}
# One statement under one snapshot, so that all of it is one moment. READ COMMITTED would plan it
# before its moment is taken: a run that is published in between is seen by the pointer, and its
# partition is not read yet. The API asks for the pointer first, and then for the rows.
LOOK = "SELECT {}".format(
    ", ".join(
        f"(SELECT md5(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE \"C\"), ''))"
        f" FROM ({lines}) AS {name})"
        for name, lines in LINES.items()
    )
)
VIEW = (
    "SELECT md5(string_agg(line, E'\\n' ORDER BY line COLLATE \"C\"))"
    " FROM (SELECT concat_ws('|', full_date, sku, code, horizon_days, yhat, yhat_lower, yhat_upper,"
    " f.model_tag) AS line FROM analytics.mv_forecasts_latest AS f"
    " JOIN core.dim_item USING (item_id) JOIN core.dim_site USING (site_id)) AS forecasts"
)
PAUSE_S = 0.2
Digests = dict[str, str]


def look(server: Server, role: str = "nova_api") -> Digests:
    with psycopg.connect(server.url(role), autocommit=True, connect_timeout=5) as connection:
        return _look(connection)


def _look(connection: psycopg.Connection[tuple[str, ...]]) -> Digests:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    with connection.transaction():
        row = connection.execute(LOOK).fetchone()
    assert row is not None
    return dict(zip(LINES, row, strict=True))


class Watcher:
    """Looks again and again under the role of the API, whatever happens to the loader."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._seen: list[Digests] = []
        self.looks = 0
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def begin(self) -> None:
        """Forget what was seen before."""
        with self._lock:
            self._seen = []

    def seen(self) -> list[Digests]:
        """Every different state that was seen since begin()."""
        with self._lock:
            return list(self._seen)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                with psycopg.connect(
                    self._server.url("nova_api"), autocommit=True, connect_timeout=2
                ) as connection:
                    self._watch_over(connection)
            except (psycopg.Error, EmbeddedPostgresError):
                self._stop.wait(PAUSE_S)  # the server restarts

    def _watch_over(self, connection: psycopg.Connection[tuple[str, ...]]) -> None:
        while not self._stop.wait(PAUSE_S):
            with self._lock:
                found = _look(connection)
                self.looks += 1
                if found not in self._seen:
                    self._seen.append(found)


@contextmanager
def watching(server: Server) -> Iterator[Watcher]:
    watcher = Watcher(server)
    try:
        yield watcher
    finally:
        watcher.stop()
