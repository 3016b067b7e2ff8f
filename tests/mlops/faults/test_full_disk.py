"""A disk without room: under the tables from the first byte or from a step on, under the WAL."""

import random
from collections.abc import Iterator

import psycopg
import pytest

from mlops.pipeline.errors import Exit
from nova.embedded import EmbeddedPostgresError
from tests.mlops.faults.conftest import FULL, Note
from tests.mlops.faults.editions import SCENARIOS
from tests.mlops.faults.points import points_of
from tests.mlops.faults.proxy import STEP
from tests.mlops.faults.server import own_server
from tests.mlops.faults.small_disk import SmallDisk, move_tables, move_wal, small_disk
from tests.mlops.faults.trials import PUBLISHED, Fault, Verdict, attempt
from tests.mlops.faults.yard import Loader, Yard, opened_yard, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.slow]

TRIES = {"forecasts": 7, "demand": 7, "unit": 6} if FULL else {"unit": 1}
WAL_TRIES = 10
TABLES_MB, WAL_MB, SEGMENT = 192, 256, 16 << 20
RECOVERY_S = 60
DISK_FULL = Verdict(old={Exit.DISK_FULL: "DISK_FULL: "}, new=PUBLISHED)
# A server that cannot write its log goes down; whose session told it first is chance.
WAL_FULL = Verdict(
    old={Exit.DISK_FULL: "DISK_FULL: ", Exit.NO_DATABASE: "NO_DATABASE: "}, new=PUBLISHED
)


@pytest.fixture(scope="module")
def cramped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Yard, SmallDisk]]:
    """A yard whose tables lie on a small disk."""
    with own_server() as server, small_disk(server.folder / "small", megabytes=TABLES_MB) as disk:
        move_tables(server, disk)
        with opened_yard(server, tmp_path_factory.mktemp("editions")) as yard:
            yield yard, disk
        server.cluster.stop()


def room_for(yard: Yard, disk: SmallDisk, scenario: str) -> int:
    """Bytes that an undisturbed load takes at most while it goes on."""
    files = yard.next_files(scenario)
    before = least = disk.free
    loader = yard.start(files)
    while loader.process.wait(0.005) is None:
        least = min(least, disk.free)
    assert loader.end() == 0, loader.process.said()
    yard.visible = files.after(yard.visible)
    return before - least


@pytest.mark.parametrize("scenario", TRIES)
def test_full_disk_under_the_tables_is_named_and_leaves_the_old_data(
    cramped: tuple[Yard, SmallDisk], note: Note, scenario: str
) -> None:
    yard, disk = cramped
    need = room_for(yard, disk, scenario)
    dice = random.Random(20261127)
    figures = note("disk full, some room left", scenario)

    for _ in range(TRIES[scenario]):

        def strike(loader: Loader, leave: int = int(dice.uniform(0, 0.9) * need)) -> None:
            loader.await_connection()
            disk.fill(leave=leave)

        attempt(yard, scenario, Fault(strike, DISK_FULL, heal=disk.relieve), figures)

    assert figures.bad == []
    assert figures.shown["old"] > 0


@pytest.mark.skipif(not FULL, reason="thirty loads: NOVA_FAULTS=full")
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_disk_that_is_full_from_a_step_on_never_shows_half(
    cramped: tuple[Yard, SmallDisk], note: Note, scenario: str
) -> None:
    yard, disk = cramped
    points = [point for point in points_of(yard.timeline(scenario)) if point.pattern is STEP]
    figures = note("disk full from each step on", scenario)

    for point in points:

        def strike(loader: Loader) -> None:
            loader.await_hold()
            disk.fill()
            loader.go_on()

        fault = Fault(strike, DISK_FULL, hold=point.hold(answer=True), heal=disk.relieve)
        attempt(yard, scenario, fault, figures, again=FULL)

    assert figures.bad == []
    assert figures.tries == len(points) > 0


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Yard, SmallDisk]]:
    """A yard whose write-ahead log lies on a small disk."""
    with own_server() as server, small_disk(server.folder / "small", megabytes=WAL_MB) as disk:
        move_wal(server, disk)
        with opened_yard(server, tmp_path_factory.mktemp("editions")) as yard:
            yield yard, disk
        server.cluster.stop()


def wal_position(yard: Yard) -> int:
    return int(yard.server.query("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")[0][0])


def leave_in_segment(yard: Yard, room: int) -> None:
    """Write log until so many bytes are left in its last file, and no file follows it."""
    yard.server.query("SELECT pg_switch_wal()")
    yard.server.execute("CHECKPOINT")
    padding = SEGMENT - wal_position(yard) % SEGMENT - room
    yard.server.query("SELECT pg_logical_emit_message(FALSE, 'room', repeat('x', %s))", padding)


def bring_up(yard: Yard, disk: SmallDisk) -> None:
    """Make room and start the server that went down for want of it."""
    disk.relieve()

    def is_up() -> bool:
        try:
            yard.server.cluster.ensure_running()
            return yard.server.query("SELECT 1") == [(1,)]
        except (EmbeddedPostgresError, psycopg.OperationalError):
            return False

    wait_until(is_up, seconds=RECOVERY_S, what="the server's recovery")
    yard.proxy.target_port = yard.server.port


@pytest.mark.skipif(not FULL, reason="a server that goes down takes its time: NOVA_FAULTS=full")
def test_full_disk_under_the_log_leaves_old_or_new_data(
    logged: tuple[Yard, SmallDisk], note: Note
) -> None:
    yard, disk = logged
    before = wal_position(yard)
    yard.timeline("unit")
    need = wal_position(yard) - before
    dice = random.Random(20261128)
    figures = note("disk full under the WAL", "unit")

    for _ in range(WAL_TRIES):

        def strike(loader: Loader, room: int = int(dice.uniform(0, 0.9) * need)) -> None:
            loader.await_connection()
            leave_in_segment(yard, min(room, SEGMENT // 2))
            disk.fill()

        fault = Fault(strike, WAL_FULL, heal=lambda: bring_up(yard, disk))
        attempt(yard, "unit", fault, figures, again=FULL)

    assert figures.bad == []
    assert figures.shown["old"] > 0
