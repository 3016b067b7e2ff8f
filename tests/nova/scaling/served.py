"""The API in processes of its own over a company of the tests' own, and what it tells of itself."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.nova.scaling.standby import Standby
from tests.outages.served import Api, served
from tests.outages.world import manage, password

METRICS_TOKEN = secrets.token_urlsafe(16)
FROM_REPLICA = 'nova_replica_reads_total{outcome="replica"}'


@contextmanager
def serving(server: Server, **variables: str) -> Iterator[Api]:
    """One worker process, so that its counters are all there are, without TLS, so that a browser's
    cookies come along; it ends with the block."""
    told = {
        "DJANGO_SETTINGS_MODULE": "nova.settings.dev",
        "CONN_MAX_AGE": "60",
        "METRICS_TOKEN": METRICS_TOKEN,
    }
    with served(server, workers=1, **told, **variables) as api:
        yield api


def count_of(api: Api, metric: str) -> float:
    """A counter of the process, labels as Prometheus writes them; 0 before the first."""
    told = api.ask("/metrics", token=METRICS_TOKEN).text.decode()
    found = [line for line in told.splitlines() if line.startswith(f"{metric} ")]
    return float(found[0].rpartition(" ")[2]) if found else 0.0


def read_from_replica(api: Api, token: str, replica: Standby) -> None:
    """Returns when the API answers from the replica."""
    replica.follow()

    def answers() -> bool:
        before = count_of(api, FROM_REPLICA)
        assert api.get("items", token).status == 200
        return count_of(api, FROM_REPLICA) > before

    wait_until(answers, seconds=20, what="an answer of the replica")


def open_advice(api: Api, token: str) -> int:
    [advice] = api.get("recommendations?status=OPEN&limit=1", token).body["data"]
    return int(advice["recommendation_id"])


def seed(server: Server) -> None:
    """A small company with advice, and its two users: ana decides, bia reads."""
    manage(server, "seed_demo", "--items", "40", "--sites", "2", "--days", "60")
    for command in ("compute_policy", "recommend", "compute_kpis"):
        manage(server, command)
    users = {
        name: {"username": name, "password": password(server), "role": role}
        for name, role in {"ana": "ADMIN", "bia": "VIEWER"}.items()
    }
    manage(server, "demo_users", stdin=json.dumps(users))
