"""Where a load is put under faults: server, proxy and watcher, and a loader that can be struck."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.mlops.faults import editions
from tests.mlops.faults.editions import Files, Visible, digests
from tests.mlops.faults.launcher import Command, Launcher
from tests.mlops.faults.proxy import Cut, Mark, Proxy
from tests.mlops.faults.readers import LINES, Watcher, look, watching
from tests.mlops.faults.server import Server

LOAD_S = 120  # a load that takes longer hangs

COUNTED = (
    "SELECT (SELECT count(*) FROM support.load_runs WHERE status = 'PUBLISHED'),"
    " (SELECT count(*) FROM support.audit_logs WHERE action = 'LOAD_PUBLISHED'),"
    " (SELECT count(*) FROM support.load_runs AS run FULL JOIN"
    " (SELECT entity_id FROM support.audit_logs WHERE action = 'LOAD_PUBLISHED') AS audited"
    " ON audited.entity_id = run.run_id"
    " WHERE (run.run_id IS NULL OR run.status = 'PUBLISHED')"
    " AND (run.run_id IS NULL OR audited.entity_id IS NULL))"
)
LEFT = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'staging'::REGNAMESPACE"
    " AND relkind IN ('r', 'p') AND relname <> 'load_rejects'"
    " AND NOT EXISTS (SELECT FROM support.load_runs WHERE status = 'PUBLISHED'"
    " AND relname LIKE format('replaced\\_%s\\_%%', run_id))"  # kept to take the run back
)


def wait_until(condition: Callable[[], object], *, seconds: float, what: str) -> float:
    """Seconds until the condition held; AssertionError when it never did."""
    started = time.monotonic()
    while not condition():
        waited = time.monotonic() - started
        assert waited < seconds, f"waited {seconds} s in vain for {what}"
        time.sleep(0.005)
    return time.monotonic() - started


@dataclass(frozen=True)
class Moment:
    """So many seconds after the nth mark of a load, from 0; without a mark: after connecting."""

    mark: int | None
    seconds: float


@dataclass
class Loader:
    """A load command as a process of its own, connected through the proxy."""

    process: Command
    proxy: Proxy
    server: Server
    orphans: list[int] = field(default_factory=list)

    def kill(self) -> None:
        """kill -9; whatever the proxy held of it is lost."""
        self.orphans = self.readers()
        self.process.kill()
        self.proxy.cut_line(Cut.CLOSED)

    def await_connection(self) -> None:
        wait_until(
            lambda: self.proxy.connected.is_set() or self.ended, seconds=LOAD_S, what="a connection"
        )

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def await_hold(self) -> None:
        hold = self.proxy.hold
        assert hold is not None
        wait_until(lambda: hold.reached.is_set() or self.ended, seconds=LOAD_S, what="the hold")
        assert hold.reached.is_set(), f"the load ended first: {self.process.said()}"

    def go_on(self) -> None:
        """Let the held message pass."""
        assert self.proxy.hold is not None
        self.proxy.hold.released.set()

    def await_moment(self, moment: Moment) -> None:
        """Return at the moment, or when the load is over."""
        self.await_connection()
        since, mark = 0.0, moment.mark
        if mark is not None:
            wait_until(
                lambda: len(self.proxy.marks) > mark or self.ended, seconds=LOAD_S, what="a step"
            )
            since = self.proxy.marks[mark].at if len(self.proxy.marks) > mark else 0.0
        self.process.wait(max(since + moment.seconds - self.proxy.elapsed, 0))

    def end(self) -> int:
        """The exit code; AssertionError when the load hangs."""
        code = self.process.wait(LOAD_S)
        assert code is not None, f"the load hangs, its sessions: {self.server.sessions()}"
        return code

    def readers(self) -> list[int]:
        """pids of the reader children that live."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        try:
            children = [int(pid) for task in tasks for pid in task.read_text().split()]
        except OSError:  # the loader has ended
            return []
        return [pid for pid in children if is_alive(pid)]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


@dataclass
class Yard:
    """Server, proxy and watcher, with what readers see between two trials."""

    server: Server
    proxy: Proxy
    watcher: Watcher
    launcher: Launcher
    folder: Path
    visible: Visible = field(default_factory=lambda: {name: {} for name in LINES})
    timelines: dict[str, list[Mark]] = field(default_factory=dict)
    spans: dict[tuple[str, ...], float] = field(default_factory=dict)
    edition: int = 0

    def timeline(self, scenario: str) -> list[Mark]:
        """Marks of an undisturbed load, the end last; loaded when first asked for."""
        if scenario not in self.timelines:
            self.timelines[scenario] = self.load(self.next_files(scenario))
        return self.timelines[scenario]

    def moment(self, scenario: str, dice: random.Random) -> Moment:
        """A random time: of the whole load, or of a random step, most of which are short."""
        marks = self.timeline(scenario)
        if dice.random() < 0.5:
            return Moment(None, dice.uniform(0, self.spans[editions.DATASETS[scenario]]))
        nth = dice.randrange(len(marks) - 1)
        return Moment(nth, dice.uniform(0, marks[nth + 1].at - marks[nth].at))

    def note_span(self, files: Files) -> None:
        taken = self.proxy.elapsed
        self.spans[files.datasets] = min(taken, self.spans.get(files.datasets, taken))

    def load(self, files: Files) -> list[Mark]:
        """Load undisturbed; the marks that passed. AssertionError unless it is published."""
        self.proxy.renew()
        loader = self.start(files)
        code = loader.end()
        marks = [*self.proxy.marks, Mark("end", self.proxy.elapsed)]
        assert code == 0, loader.process.said()
        self.note_span(files)
        self.visible = files.after(self.visible)
        assert look(self.server) == digests(self.visible)
        return marks

    def start(self, files: Files) -> Loader:
        return Loader(self.launcher.start(files.command), self.proxy, self.server)

    def next_files(self, scenario: str) -> Files:
        """The next edition; a month that an edition before it made is taken away."""
        self.edition += 1
        self._remove_new_month()
        return editions.SCENARIOS[scenario](self.folder, self.edition)

    def _remove_new_month(self) -> None:
        first, last = editions.NEW_DAYS[0], editions.NEW_DAYS[-1]
        months = self.server.query(
            "SELECT DISTINCT tableoid::REGCLASS::TEXT FROM core.fact_demand_daily"
            " WHERE full_date BETWEEN %s AND %s",
            first,
            last,
        )
        for (month,) in months:
            self.server.execute(f"DROP TABLE {month}")
        self.visible = editions.without_new_month(self.visible)

    def counted(self) -> tuple[int, ...]:
        """Published runs, audit rows, and those of either without the other."""
        return self.server.query(COUNTED)[0]

    def left(self) -> list[str]:
        return [name for (name,) in self.server.query(LEFT)]

    def gone(self) -> bool:
        return not self.server.sessions()


@contextmanager
def opened_yard(server: Server, folder: Path) -> Iterator[Yard]:
    """A yard whose readers see the first edition of everything."""
    first = editions.first(folder)
    proxy = Proxy(server.port)
    launcher = Launcher(server.environment("nova_loader", port=proxy.port), folder)
    try:
        with watching(server) as watcher:
            yard = Yard(server, proxy, watcher, launcher, folder)
            yard.load(first)
            yield yard
    finally:
        launcher.stop()
        proxy.stop()
