"""A primary with a small company, and what stands around it; once for all tests of the folder."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.mlops.faults.server import Server, own_server
from tests.nova.scaling.served import read_from_replica, seed, serving
from tests.nova.scaling.standby import Standby, standby_of
from tests.outages.served import Api


@pytest.fixture(scope="session")
def primary() -> Iterator[Server]:
    with own_server() as server:
        seed(server)
        yield server


@pytest.fixture
def ids(primary: Server) -> dict[str, Any]:
    """An item-site with stock, and the days it is asked for."""
    [(item, site, last)] = primary.query(
        "SELECT item_id, site_id, max(full_date) FROM core.fact_inventory_daily"
        " GROUP BY item_id, site_id ORDER BY item_id, site_id LIMIT 1"
    )
    return {"item": item, "site": site, "first": last.replace(day=1), "last": last}


@pytest.fixture(scope="session")
def replica(primary: Server) -> Iterator[Standby]:
    # Whatever the API asks of the primary stands in its log, from the first connection on.
    primary.execute("ALTER ROLE nova_api SET log_statement = 'all'")
    with standby_of(primary) as replica:
        yield replica
    primary.execute("ALTER ROLE nova_api RESET log_statement")


@pytest.fixture(scope="session")
def api(primary: Server, replica: Standby) -> Iterator[Api]:
    with serving(primary, REPLICA_URL=replica.url("nova_api")) as api:
        yield api


@pytest.fixture(scope="session")
def other_api(primary: Server, replica: Standby) -> Iterator[Api]:
    """A second process, which shares nothing with the first but the database."""
    with serving(primary, REPLICA_URL=replica.url("nova_api")) as api:
        yield api


@pytest.fixture
def token(api: Api, replica: Standby) -> str:
    """Of ana, whom the API knows, while the replica follows and is read from."""
    token = api.token("ana")
    read_from_replica(api, token, replica)
    return token


@pytest.fixture
def paused(replica: Standby, token: str) -> Iterator[None]:
    """The replica stays where it is, and the API does not know."""
    replica.pause()
    yield
    replica.resume()
    replica.follow()
