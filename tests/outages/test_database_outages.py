"""The database stops, crashes, hangs, is full, or takes no changes, under eight readers."""

import time

import pytest

from nova.api.probe import FRESH_S
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.outages import faults
from tests.outages.conftest import Note
from tests.outages.faults import Outage, befallen
from tests.outages.served import READS, Answer, Api, clients

pytestmark = [pytest.mark.faults, pytest.mark.slow]

HEALTH_S, ANSWER_S, RECOVERY_S = 3.0, 5.0, 10.0
WATCHED_S = 6.0  # of the outage, while the readers go on

GONE = (faults.stopped, faults.crashed, faults.hung, faults.crowded)
READABLE = (faults.read_only, faults.in_recovery)


@pytest.mark.parametrize("outage", GONE, ids=lambda outage: str(outage.__name__))
def test_a_database_that_is_gone_is_told_in_time_and_comes_back_without_a_restart(
    company: Server, api: Api, note: Note, outage: Outage
) -> None:
    workers, token = api.workers(), api.token()
    with clients(api) as reading, befallen(outage, company) as end:
        struck = time.monotonic()
        told_by = health_says_so(api, since=struck)
        asked = [api.log_in(), api.ask(READS[0], token=token)]
        wait_until(lambda: time.monotonic() > struck + WATCHED_S, seconds=60, what="the readers")
        health = api.ask("/health")
        ended = time.monotonic()
        end()
        back = recovery(api, token, since=ended)
    during = [*asked, *reading.since(struck, ended - ANSWER_S / 2)]
    slowest = max(answer.seconds for answer in during)
    note(outage.__name__, told(told_by, health, slowest, len(during), back))

    assert max(told_by, health.seconds) < HEALTH_S
    assert health.status == 503
    assert {(answer.status, answer.error) for answer in during} == {(503, "database_unavailable")}
    assert slowest < ANSWER_S
    assert back < RECOVERY_S
    assert api.workers() == workers


@pytest.mark.parametrize("outage", READABLE, ids=lambda outage: str(outage.__name__))
def test_a_database_that_takes_no_changes_is_still_read(
    company: Server, api: Api, note: Note, outage: Outage
) -> None:
    workers, token = api.workers(), api.token()
    with clients(api) as reading, befallen(outage, company) as end:
        wait_until(lambda: api.ask(READS[0], token=token).status == 200, seconds=10, what="reads")
        time.sleep(FRESH_S)  # what /health heard before, it may tell until then
        struck = time.monotonic()
        health, login = api.ask("/health"), api.log_in()
        decision = api.ask(
            "/api/v1/recommendations/decisions",
            token=token,
            method="POST",
            body={"recommendation_ids": [1], "kind": "ACKNOWLEDGED"},
        )
        wait_until(lambda: time.monotonic() > struck + 2, seconds=60, what="the readers")
        ended = time.monotonic()
        end()
        back = recovery(api, token, since=ended)
    during = reading.since(struck, ended)
    slowest = max(answer.seconds for answer in [*during, login, decision])
    note(outage.__name__, told(health.seconds, health, slowest, len(during), back))

    assert health.status == 200
    assert {answer.status for answer in during} == {200}
    refused = {(answer.status, answer.error) for answer in (login, decision)}
    assert refused == {(503, "database_read_only")}
    assert slowest < ANSWER_S
    assert back < RECOVERY_S
    assert api.workers() == workers


def recovery(api: Api, token: str, *, since: float) -> float:
    """Seconds until health, a login and a read are answered again as always."""

    def is_back() -> bool:
        answers = (api.ask("/health"), api.log_in(), api.ask(READS[0], token=token))
        return all(answer.status == 200 for answer in answers)

    wait_until(is_back, seconds=60, what="the API to be back")
    return time.monotonic() - since


def health_says_so(api: Api, *, since: float) -> float:
    """Seconds until /health is 503: what it heard in the last second it may tell once more."""
    wait_until(lambda: api.ask("/health").status == 503, seconds=60, what="/health to tell")
    return time.monotonic() - since


def told(first: float, later: Answer, slowest: float, count: int, back: float) -> str:
    return (
        f"/health {later.status} after {first:.2f} s, later {later.seconds:.2f} s;"
        f" slowest of {count} answers {slowest:.2f} s; back {back:.1f} s after it ended"
    )
