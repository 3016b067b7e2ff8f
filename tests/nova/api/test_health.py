"""Health with the database there, gone, and hanging."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from nova.api import probe
from nova.keys import secret
from nova.settings.env import DATA_DIR
from tests.support.factories import AS_OF, a_load

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import json, sys, time
import django
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
told = []
for method, path, body in json.loads(sys.argv[1]):
    started = time.monotonic()
    answer = Client().generic(method, path, body, content_type="application/json")
    told.append([answer.status_code, answer.json(), time.monotonic() - started])
print(json.dumps(told))
"""
HEALTH = ("GET", "/health", "")
READY = ("GET", "/health/ready", "")
LOGIN = ("POST", "/api/v1/auth/login", json.dumps({"username": "ana", "password": "x"}))


@pytest.fixture(autouse=True)
def nothing_asked_before() -> None:
    probe._probes.clear()


@pytest.fixture
def deaf_server() -> Iterator[int]:
    """Port of a server that accepts connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def falling_silent() -> Iterator[int]:
    """Port of a way to the real server on which the first question is never answered."""
    real = connection.settings_dict
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def pass_on(source: socket.socket, target: socket.socket) -> None:
            while (said := source.recv(65536)) and b"SELECT 1" not in said:
                target.sendall(said)
            time.sleep(30)  # the line stays open

        def serve() -> None:
            client, _ = server.accept()
            database = socket.create_connection((real["HOST"], int(real["PORT"])))
            for pair in ((client, database), (database, client)):
                Thread(target=pass_on, args=pair, daemon=True).start()

        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def ask_with_database_at(
    port: int,
    *calls: tuple[str, str, str],
    password: str = "secret-word",  # noqa: S107
) -> list[Any]:
    """Status, body and seconds of each call, from a process whose database is at the port."""
    url = f"postgresql://nova_api:{password}@127.0.0.1:{port}/{connection.settings_dict['NAME']}"
    done = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(calls)],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "nova.settings.dev"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told: list[Any] = json.loads(done.stdout)
    return told


@pytest.mark.django_db
def test_is_healthy_when_the_database_answers() -> None:
    answer = Client().get("/health")
    body = answer.json()
    told_at = datetime.strptime(body.pop("timestamp"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert body == {"status": "healthy", "database": "connected", "version": "3.0.0"}
    assert abs(datetime.now(UTC) - told_at) < timedelta(seconds=5)
    assert answer["Cache-Control"] == "no-store"


def test_is_alive_without_asking_the_database() -> None:
    assert Client().get("/health/live").json() == {"status": "alive"}


def test_many_askers_in_one_second_share_one_connection(db: None) -> None:
    assert probe.database_answers()
    first = probe._probes[probe._ping]
    assert all(probe.database_answers() for _ in range(20))
    assert probe._probes[probe._ping] is first


@pytest.mark.django_db(transaction=True)
def test_is_ready_and_names_the_last_published_day_of_each_dataset(emptied: None) -> None:
    a_load("demand", run_id=1)
    a_load("demand", run_id=2, status="REJECTED", as_of=None)
    a_load("forecasts", run_id=3, as_of=None)
    answer = Client().get("/health/ready")
    body = answer.json()
    assert (answer.status_code, body["status"], body["migrations"]) == (200, "ready", "applied")
    assert body["data_as_of"] == {"demand": AS_OF.isoformat(), "forecasts": None}


@pytest.mark.django_db(transaction=True)
def test_is_not_ready_while_a_migration_is_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET name = 'x' WHERE app = 'analytics'")
    try:
        answer = Client().get("/health/ready")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE django_migrations SET name = '0001_initial' WHERE app = 'analytics'"
            )
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")


def test_is_degraded_at_once_when_the_database_is_gone(closed_port: int) -> None:
    health, ready, login = ask_with_database_at(closed_port, HEALTH, READY, LOGIN)
    assert (health[0], health[1]["status"]) == (503, "degraded")
    assert health[1]["database"] == "disconnected"
    assert (ready[0], ready[1]["status"], ready[1]["data_as_of"]) == (503, "unready", {})
    assert (login[0], login[1]["error"]) == (503, "database_unavailable")
    assert "secret-word" not in json.dumps([health[1], ready[1], login[1]])
    assert health[2] < 3


def test_answers_503_within_three_seconds_when_the_database_hangs(deaf_server: int) -> None:
    health, login = ask_with_database_at(deaf_server, HEALTH, LOGIN)
    assert (health[0], health[1]["database"]) == (503, "disconnected")
    assert (login[0], login[1]["error"]) == (503, "database_unavailable")
    assert health[2] < 3
    assert login[2] < 3


@pytest.mark.django_db
def test_answers_503_within_three_seconds_when_the_line_goes_dead(falling_silent: int) -> None:
    password = secret(DATA_DIR, "nova_api")
    (health,) = ask_with_database_at(falling_silent, HEALTH, password=password)
    assert (health[0], health[1]["database"]) == (503, "disconnected")
    assert 2 < health[2] < 3


def test_lives_while_the_database_hangs(deaf_server: int) -> None:
    (live,) = ask_with_database_at(deaf_server, ("GET", "/health/live", ""))
    assert (live[0], live[1]) == (200, {"status": "alive"})
    assert live[2] < 1
