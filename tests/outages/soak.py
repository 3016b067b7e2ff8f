"""Half an hour of a working day: `make soak`, or `python -m tests.outages.soak --minutes 30`.

Steady questions while forecasts are loaded, two nights run, and every process is restarted once.
Ends with 1 unless 99.5 % of the answers were fine and the nights came about.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from nova.embedded import free_port
from nova.embedded_broker import Broker
from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server
from tests.mlops.faults.yard import wait_until
from tests.outages import processes
from tests.outages.probes import Kind, Prober
from tests.outages.processes import Process
from tests.outages.served import Api, served
from tests.outages.world import LAST_DAY, manage, publish_forecasts, small_company

GOAL = 99.5
LOADS = 8
NIGHT_S = 600
UNFINISHED = "SELECT 1 FROM support.nights WHERE finished_at IS NULL"
NIGHTS = """
SELECT step.status, count(*)
FROM support.night_steps AS step
JOIN support.nights AS night USING (night_id)
WHERE night.actor = 'celery:nightly'
GROUP BY step.status
"""


@dataclass
class Product:
    """Everything that runs, and what was done to it with the seconds it took."""

    server: Server
    broker: Broker
    api: Api
    others: dict[str, Process]
    log: list[str] = field(default_factory=list)

    def note(self, what: str, do: Callable[[], object]) -> None:
        began = time.monotonic()
        do()
        self.log.append(f"{what}: {time.monotonic() - began:.1f} s")
        print(self.log[-1], flush=True)

    def night_by_celery(self) -> None:
        """As beat asks for it; returns when its last step has ended."""
        command = [sys.executable, "-m", "celery", "-A", "nova", "call", "mlops.tasks.nightly_task"]
        subprocess.run(
            [*command, "--args", f'["{LAST_DAY}"]'],
            cwd=BASE_DIR,
            env=self.others["worker"].environment,
            capture_output=True,
            check=True,
        )
        asked = "SELECT 1 FROM support.nights WHERE actor = 'celery:nightly'"
        wait_until(lambda: self.server.query(asked), seconds=NIGHT_S, what="the night's begin")
        wait_until(lambda: not self.server.query(UNFINISHED), seconds=NIGHT_S, what="its end")


Event = tuple[str, Callable[[], object]]


def events(product: Product) -> list[Event]:
    """In their order, evenly spread over the time."""
    loads = [_load(product, LAST_DAY - timedelta(days=LOADS - n)) for n in range(LOADS)]
    restarts = [(f"{name} restarted", process.restart) for name, process in product.others.items()]
    others: list[Event] = [
        ("night, a task a step", product.night_by_celery),
        ("API restarted", product.api.renew_workers),
        *restarts,
        ("PostgreSQL restarted", lambda: product.server.restart("fast")),
        ("night, one command", lambda: manage(product.server, "nightly", "--date", f"{LAST_DAY}")),
    ]
    turns = max(len(loads), len(others))
    return [one for turn in range(turns) for one in (*loads[turn:][:1], *others[turn:][:1])]


def _load(product: Product, day: date) -> Event:
    def make_and_load() -> None:
        publish_forecasts(product.server, f"{day}", "--as-of", f"{day}")

    return f"forecasts as of {day}, made and loaded", make_and_load


@contextmanager
def whole_product() -> Iterator[Product]:
    with ExitStack() as stack:
        server = stack.enter_context(small_company())
        broker = stack.enter_context(Broker(server.folder))
        api = stack.enter_context(served(server, REDIS_URL=broker.url))
        web = processes.web(server, api.port, free_port())
        others = [processes.worker(server, broker.url), processes.beat(server, broker.url)]
        for process in [*others, web] if web else others:
            process.start()
            stack.callback(process.stop)
        named = {process.name: process for process in [*others, *([web] if web else [])]}
        yield Product(server, broker, api, named)


def soak(product: Product, seconds: float) -> tuple[list[Kind], bool]:
    web = product.others.get("web")
    pages = Api(product.server, int(web.environment["PORT"])) if web else None
    if pages:
        wait_until(lambda: pages.ask("/login").status == 200, seconds=60, what="the dashboard")
    planned = events(product)
    began = time.monotonic()
    with Prober(product.api, pages) as prober:
        for number, (what, do) in enumerate(planned, start=1):
            await_time(began + seconds * number / (len(planned) + 1))
            product.note(what, do)
        await_time(began + seconds)
    nights = product.server.query(NIGHTS)
    print(f"steps of the night by Celery: {dict(nights)}")
    return prober.kinds, [status for status, _ in nights] == ["DONE"]


def await_time(moment: float) -> None:
    time.sleep(max(moment - time.monotonic(), 0))


def report(kinds: list[Kind]) -> float:
    """Prints a line for each kind; per cent of all that was fine."""
    print("kind | asked | fine % | half within s | 99 % within s | longest gap s")
    for kind in kinds:
        print(
            f"{kind.name} | {len(kind.answers):,} | {kind.fine:.2f} | {kind.within(0.5):.3f}"
            f" | {kind.within(0.99):.3f} | {kind.longest_gap:.1f}"
        )
    asked = sum(len(kind.answers) for kind in kinds)
    failed = sum(len(kind.failed) for kind in kinds)
    print(f"all | {asked:,} | {100 * (1 - failed / asked):.3f}")
    return 100 * (1 - failed / asked)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    minutes = parser.parse_args().minutes
    with whole_product() as product:
        kinds, nights = soak(product, 60 * minutes)
    return 0 if report(kinds) >= GOAL and nights else 1


if __name__ == "__main__":
    sys.exit(main())
