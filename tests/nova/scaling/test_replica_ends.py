"""A replica that hangs or ends: that nobody notices, and what `manage.py status` says of it."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest

from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.nova.scaling.served import count_of, open_advice, read_from_replica
from tests.nova.scaling.standby import Standby
from tests.outages.faults import befallen, hung
from tests.outages.served import Api

pytestmark = pytest.mark.slow


def found(primary: Server, replica: Standby) -> dict[str, Any]:
    """What `manage.py status` says of the replica."""
    told = subprocess.run(
        [sys.executable, "manage.py", "status", "--json"],
        cwd=BASE_DIR,
        env={**primary.environment("nova_loader"), "REPLICA_URL": replica.url("nova_loader")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    ).stdout
    [about] = [finding for finding in json.loads(told) if finding["about"] == "replica"]
    return dict(about)


def test_status_tells_of_a_replica_that_is_behind(
    api: Api, primary: Server, replica: Standby, token: str, paused: None
) -> None:
    assert found(primary, replica)["level"] == "GOOD"
    path = f"/api/v1/recommendations/{open_advice(api, token)}/acknowledge"
    assert api.ask(path, token=token, method="PATCH", body={}).status == 200
    assert found(primary, replica)["told"].startswith("behind: the last it has is of 20")


def statuses(api: Api, token: str, replica_ends: Any) -> list[int]:
    """Of 200 requests by four at once, amid which the replica ends."""
    paths = ["items", "alerts", "recommendations", "analytics/summary"] * 50
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(api.get, path, token) for path in paths]
        wait_until(lambda: sum(one.done() for one in asked) >= 20, seconds=20, what="answers")
        replica_ends()
        assert not asked[-1].done(), "the replica ended too late to be noticed"
        return [one.result().status for one in asked]


def test_nobody_notices_that_connections_to_the_replica_end(
    api: Api, replica: Standby, token: str
) -> None:
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'nova_api'"
    assert set(statuses(api, token, lambda: replica.query(end))) == {200}


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_nobody_notices_that_the_replica_ends(
    mode: str, api: Api, replica: Standby, token: str
) -> None:
    try:
        assert set(statuses(api, token, lambda: replica.stop(mode))) == {200}
    finally:
        replica.start()
    read_from_replica(api, token, replica)


def test_nobody_waits_long_for_a_replica_that_hangs(api: Api, replica: Standby, token: str) -> None:
    """Its kernel takes every connection and every byte. Lines are looked at four times a second,
    and given up after two (nova/db/lines.py)."""
    with befallen(hung, cast("Server", replica)):
        waited = []
        for _ in range(300):
            asked = time.monotonic()
            assert api.get("items", token).status == 200
            waited.append(time.monotonic() - asked)
    assert max(waited) < 4
    assert sum(seconds > 1 for seconds in waited) <= 2
    read_from_replica(api, token, replica)


def test_a_replica_that_is_gone_is_asked_once_in_a_while(
    api: Api, primary: Server, replica: Standby, token: str
) -> None:
    failed = 'nova_replica_reads_total{outcome="failed"}'
    replica.stop("fast")
    try:
        before = count_of(api, failed)
        assert {api.get("items", token).status for _ in range(50)} == {200}
        assert before < count_of(api, failed) <= before + 2  # two threads may find out together
        assert found(primary, replica)["told"] == "does not answer"
    finally:
        replica.start()
    read_from_replica(api, token, replica)
