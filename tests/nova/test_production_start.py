"""What a production server does before it serves, on the database it is given."""

import os
import string
import subprocess
import sys

import pytest

from nova.embedded import Cluster, database_url, find_binaries
from nova.keys import secret
from nova.settings.env import BASE_DIR, DATA_DIR


@pytest.fixture
def cluster() -> Cluster:
    """The private server of the tests, whose superuser is known."""
    cluster = Cluster(DATA_DIR, find_binaries())
    cluster.ensure_running()
    return cluster


def start_production(url: str) -> subprocess.CompletedProcess[str]:
    """What a production server does before it serves, on a database."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    secret_key = string.ascii_letters + string.digits
    return subprocess.run(
        [sys.executable, "-c", "import nova.wsgi"],
        cwd=BASE_DIR,
        env={**kept, "SECRET_KEY": secret_key, "ALLOWED_HOSTS": "nova", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_production_server_does_not_start_as_a_superuser(cluster: Cluster) -> None:
    refused = start_production(cluster.admin_url)
    assert refused.returncode != 0
    assert "DATABASE_URL: its role is a superuser" in refused.stderr.strip().rpartition("\n")[2]
    assert secret(cluster.data_dir, "postgres") not in refused.stderr


def test_a_production_server_starts_as_the_role_of_the_api(cluster: Cluster) -> None:
    started = start_production(database_url(cluster.data_dir, role="nova_api"))
    assert (started.returncode, started.stderr) == (0, "")


def test_a_production_server_starts_before_its_database_does() -> None:
    started = start_production("postgresql://nova_api:x@127.0.0.1:1/nova")
    assert (started.returncode, started.stderr) == (0, "")
