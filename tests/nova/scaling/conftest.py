"""A primary with a small company, and what stands around it; once for all tests of the folder."""

from collections.abc import Iterator

import pytest

from tests.mlops.faults.server import Server, own_server
from tests.nova.scaling.served import Api, seed, serving
from tests.nova.scaling.standby import Standby, standby_of


@pytest.fixture(scope="session")
def primary() -> Iterator[Server]:
    with own_server() as server:
        seed(server)
        yield server


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
