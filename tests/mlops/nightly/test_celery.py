"""The chain as the broker carries it: a task a step, one effect however often it is delivered."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mlops.nightly.steps import STEPS
from mlops.tasks import nightly_task
from nova.celery import app
from nova.embedded_broker import Broker
from nova.roles import LOADER
from nova.settings.env import BASE_DIR
from support.models import LoadRun, Night
from tests.databases import environment

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("company")]

DAY = date(2026, 11, 21)
PATIENCE_S = 90


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with Broker(tmp_path) as broker:
        before = app.conf.broker_url
        app.conf.broker_url = broker.url
        yield broker
        app.conf.broker_url = before


@pytest.fixture
def worker(broker: Broker, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    variables = {"REDIS_URL": broker.url, "LOAD_DROP_DIR": str(tmp_path / "drop")}
    with (tmp_path / "worker.log").open("wb") as told:
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "nova", "worker", "--pool", "solo"],
            cwd=BASE_DIR,
            env=environment(LOADER, **variables),
            stdout=told,
            stderr=told,
        )
    yield worker
    worker.terminate()
    worker.wait(timeout=30)


def test_a_night_that_is_delivered_twice_is_one_night(
    worker: "subprocess.Popen[bytes]",
) -> None:
    for _ in range(2):
        nightly_task.apply_async(args=[DAY.isoformat()], task_id="night-of-the-21st")

    deadline = time.monotonic() + PATIENCE_S
    while not Night.objects.exclude(finished_at=None).exists():
        assert worker.poll() is None
        assert time.monotonic() < deadline, list(Night.objects.values())
        time.sleep(0.1)

    night = Night.objects.get()
    assert night.business_date == DAY
    assert dict(night.steps.values_list("step", "status")) == {step.name: "DONE" for step in STEPS}
    assert LoadRun.objects.filter(dataset="views").count() == 1
