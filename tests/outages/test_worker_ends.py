"""The worker of the night is told to end, anywhere in it, and another goes on."""

import random
import time
from collections.abc import Iterator

import pytest
from celery import Celery

from mlops.nightly.steps import STEPS
from nova.embedded_broker import Broker
from tests.mlops.faults.conftest import FULL
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.mlops.nightly.seen import seen
from tests.outages.conftest import Note
from tests.outages.processes import Process, worker
from tests.outages.world import LAST_DAY, manage

pytestmark = [pytest.mark.faults, pytest.mark.slow]

ENDS = 20 if FULL else 2
NIGHT_S = 240
BEGUN = "SELECT 1 FROM support.nights WHERE delivery = %s"
ENDED = "SELECT 1 FROM support.nights WHERE delivery = %s AND finished_at IS NOT NULL"
HALF_DONE = "SELECT count(*) FROM support.night_steps WHERE status = 'RUNNING'"
STEPS_OF = """
SELECT step.step, step.status
FROM support.night_steps AS step
JOIN support.nights AS night USING (night_id)
WHERE night.delivery = %s
"""


@pytest.fixture
def celery(company: Server) -> Iterator[Process]:
    with Broker(company.folder) as broker:
        process = worker(company, broker.url)
        process.start()
        yield process
        process.stop()


def ask_for_night(celery: Process, delivery: str) -> None:
    sender = Celery(broker=celery.environment["REDIS_URL"])
    sender.send_task("mlops.tasks.nightly_task", args=[f"{LAST_DAY}"], task_id=delivery)


def await_row(company: Server, statement: str, delivery: str) -> None:
    wait_until(lambda: company.query(statement, delivery), seconds=NIGHT_S, what=delivery)


def test_a_worker_that_is_told_to_end_leaves_no_step_half_done(
    company: Server, celery: Process, note: Note
) -> None:
    manage(company, "nightly", "--date", LAST_DAY.isoformat())
    with company.admin() as connection:
        undisturbed = seen(connection)
    dice, half_done = random.Random(20261130), 0
    ended: list[float] = []
    for number in range(ENDS):
        delivery = f"night-{number}"
        ask_for_night(celery, delivery)
        await_row(company, BEGUN, delivery)
        time.sleep(dice.uniform(0, 3))  # the night takes about five seconds
        struck = time.monotonic()
        celery.stop()
        ended.append(time.monotonic() - struck)
        half_done += company.query(HALF_DONE)[0][0]
        celery.start()
        await_row(company, ENDED, delivery)
        steps = dict(company.query(STEPS_OF, delivery))
        assert steps == {step.name: "DONE" for step in STEPS}
    with company.admin() as connection:
        assert seen(connection) == undisturbed
    note(
        f"SIGTERM to the worker within a night, {ENDS} times",
        f"{half_done} steps half done, every night ended; the worker within {max(ended):.1f} s",
    )
    assert half_done == 0
