"""The API in processes of its own over a company of the tests' own, and what it tells of itself."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from tests.mlops.faults.server import Server
from tests.outages.served import Api, served
from tests.outages.world import manage, password

METRICS_TOKEN = secrets.token_urlsafe(16)


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
