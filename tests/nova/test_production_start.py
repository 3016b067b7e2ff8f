"""What a production server does before it serves, on the database it is given."""

import os
import string
import subprocess
import sys

import pytest

from nova.embedded import Cluster, database_url, find_binaries
from nova.keys import secret
from nova.settings.env import BASE_DIR, DATA_DIR

GOOD_SECRET = string.ascii_letters + string.digits


@pytest.fixture
def cluster() -> Cluster:
    """The private server of the tests, whose superuser is known."""
    cluster = Cluster(DATA_DIR, find_binaries())
    cluster.ensure_running()
    return cluster


def start_production(url: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """What a production server does before it serves, on a database; None takes a variable away."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    good = {"SECRET_KEY": GOOD_SECRET, "ALLOWED_HOSTS": "nova", "DATABASE_URL": url}
    given = {name: value for name, value in (good | changed).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import nova.wsgi"],
        cwd=BASE_DIR,
        env={**kept, **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_production_server_does_not_start_as_a_superuser(cluster: Cluster) -> None:
    refused = start_production(cluster.admin_url)
    assert refused.returncode != 0
    assert "DATABASE_URL: its role is a superuser" in refused.stderr.strip().rpartition("\n")[2]
    assert secret(cluster.data_dir, "postgres") not in refused.stderr


UNSAFE: dict[str, dict[str, str | None]] = {
    "debug pages": {"DEBUG": "true"},
    "no secret": {"SECRET_KEY": None},
    "a short secret": {"SECRET_KEY": GOOD_SECRET[:49]},
    "the secret of an example": {"SECRET_KEY": "change-in-prod" + GOOD_SECRET},
    "a guessable key of tokens": {"TOKEN_SIGNING_KEY": "secret"},
    "any host": {"ALLOWED_HOSTS": "*"},
    "any host below a domain": {"ALLOWED_HOSTS": ".example.com"},
    "browsers of the developer's machine": {"CORS_ORIGINS": "https://localhost:3000"},
    "any other site": {"CORS_ORIGINS": "*"},
    "plain HTTP": {"SECURE_SSL_REDIRECT": "false"},
    "no database": {"DATABASE_URL": None},
    "a database of another kind": {"DATABASE_URL": "sqlite:///nova.db"},
}


@pytest.mark.parametrize("unsafe", UNSAFE)
def test_a_production_server_does_not_start_with(unsafe: str, cluster: Cluster) -> None:
    """Each named by its variable; the same server starts without it, as the last test shows."""
    changed = UNSAFE[unsafe]
    refused = start_production(database_url(cluster.data_dir, role="nova_api"), **changed)
    assert refused.returncode != 0
    last = refused.stderr.strip().rpartition("\n")[2]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {next(iter(changed))}")


@pytest.mark.parametrize("role", ["nova_owner", "nova_loader"])
def test_a_production_server_does_not_start_as_a_role_that_writes_what_it_reads(
    role: str, cluster: Cluster
) -> None:
    refused = start_production(database_url(cluster.data_dir, role=role))
    assert refused.returncode != 0
    assert f"DATABASE_URL: {role} may change" in refused.stderr.strip().rpartition("\n")[2]


def test_a_replica_is_not_read_as_a_superuser_either(cluster: Cluster) -> None:
    own = database_url(cluster.data_dir, role="nova_api")
    refused = start_production(own, REPLICA_URL=cluster.admin_url)
    assert refused.returncode != 0
    assert "REPLICA_URL: its role is a superuser" in refused.stderr


def test_a_production_server_starts_as_the_role_of_the_api(cluster: Cluster) -> None:
    started = start_production(database_url(cluster.data_dir, role="nova_api"))
    assert (started.returncode, started.stderr) == (0, "")


def test_a_production_server_starts_before_its_database_does() -> None:
    started = start_production("postgresql://nova_api:x@127.0.0.1:1/nova")
    assert (started.returncode, started.stderr) == (0, "")
