"""Servers that are told to end, and a cache that is not there, while people work."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from nova.embedded_broker import Broker
from tests.mlops.faults.conftest import FULL
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.outages.conftest import Note
from tests.outages.served import REFUSED, Api, Clients, clients, served
from tests.outages.world import LAST_DAY

pytestmark = [pytest.mark.faults, pytest.mark.slow]

ENDS = 20 if FULL else 3
ANSWER_S = 5.0


def test_an_api_that_is_told_to_end_answers_what_it_was_asked(
    company: Server, api: Api, note: Note
) -> None:
    dice = random.Random(20261129)
    ended: list[float] = []
    with clients(api) as reading:
        for _ in range(ENDS):
            await_answers(reading, 40)
            time.sleep(dice.uniform(0, 0.1))
            struck = time.monotonic()
            assert api.stop() == 0
            ended.append(time.monotonic() - struck)
            api.start()
    answers = len(reading.answers)
    broken = [answer for answer in reading.answers if answer.status not in {200, REFUSED}]
    note(
        f"SIGTERM to the API, {ENDS} times under 8 readers",
        f"{len(broken)} of {answers:,} requests broken; ended within {max(ended):.1f} s",
    )
    assert broken == []


def test_an_api_that_renews_its_workers_refuses_nobody(
    company: Server, api: Api, note: Note
) -> None:
    with clients(api) as reading:
        began = time.monotonic()
        api.renew_workers()
        taken = time.monotonic() - began
    odd = [answer for answer in reading.answers if answer.status != 200]
    note(
        "SIGHUP to the API under 8 readers",
        f"{len(odd)} of {len(reading.answers):,} requests without an answer; {taken:.1f} s",
    )
    assert odd == []


def await_answers(reading: Clients, count: int) -> None:
    """So many good ones from now on."""
    now = time.monotonic()

    def came() -> bool:
        return sum(answer.status == 200 for answer in reading.since(now)) > count

    wait_until(came, seconds=60, what="answers")


@pytest.mark.parametrize("how", ["stopped", "hung"])
def test_a_cache_that_is_not_there_keeps_nobody_from_working(
    company: Server, note: Note, how: str
) -> None:
    with Broker(company.folder) as broker, served(company, REDIS_URL=broker.url) as api:
        token, during = api.token(), []
        with gone(broker, how):
            for number in range(60):  # what nobody asked for before is counted, and kept
                day = LAST_DAY - timedelta(days=60 + number)
                path = f"/api/v1/orders?start_date={day}&end_date={LAST_DAY}&limit=1"
                during.append(api.ask(path, token=token))
                during.append(api.log_in())
    slowest = max(answer.seconds for answer in during)
    note(f"Valkey {how}", f"{len(during)} searches and logins, slowest {slowest:.2f} s")
    assert {answer.status for answer in during} == {200}
    assert slowest < ANSWER_S


@contextmanager
def gone(broker: Broker, how: str) -> Iterator[None]:
    process = broker._process
    assert process is not None
    process.send_signal(signal.SIGTERM if how == "stopped" else signal.SIGSTOP)
    if how == "stopped":
        process.wait()
    yield
    if how == "hung":
        process.send_signal(signal.SIGCONT)
