"""An archive that is killed, or meets readers: nothing is lost, and the next run ends it."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from core.errors import Exit
from tests.core.archive.months import Outcome, attached, audited, content, execute, rows, tables
from tests.databases import session, start_command, url_of

Command = Callable[..., Outcome]
FACT = "fact_inventory_daily"
TABLE = f"{FACT}_2003_12"
READ = f"SELECT count(*) FROM core.{FACT}"


def state() -> str:
    """Whether new queries see the month, and if not, whether its table is part of the fact yet."""
    ((found,),) = rows(
        "SELECT CASE WHEN NOT relispartition THEN 'detached' WHEN inhdetachpending THEN"
        " 'detaching' ELSE 'attached' END FROM pg_class LEFT JOIN pg_inherits ON inhrelid = oid"
        " WHERE oid = %s::REGCLASS",
        f"core.{TABLE}",
    )
    return str(found)


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.005)


def start(folder: Path, patience: int = 60) -> subprocess.Popen[str]:
    return start_command(
        "archive_partitions", "--before", "2004-01-01", "--fact", FACT, "--to", folder,
        "--patience", patience, role="nova_owner",
    )  # fmt: skip


@pytest.fixture
def old_reader(odd_rows: None) -> Iterator[psycopg.Connection]:
    """A transaction that began before the archive and reads the fact."""
    with session("nova_api") as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert reader.execute(READ).fetchone() == (2,)
        yield reader


def test_an_old_reader_ends_the_run_with_75_and_the_next_run_goes_on(
    archive: Command, old_reader: psycopg.Connection
) -> None:
    done = archive("--fact", FACT)
    assert (done.code, state()) == (Exit.LOCKED, "detaching")
    assert f"core.{TABLE} is detaching: run it again" in done.err

    old_reader.rollback()
    assert archive("--fact", FACT).code == 0
    assert audited("MONTH_ARCHIVED") == [(f"core.{TABLE}", 2)]


def test_nobody_queues_behind_a_detach_that_waits(
    old_reader: psycopg.Connection, tmp_path: Path
) -> None:
    waiting = start(tmp_path / "archive")
    until(lambda: state() == "detaching")
    with session("nova_api") as reader, session("nova_loader") as writer:
        reader.execute("SET statement_timeout = '1s'")
        writer.execute("SET statement_timeout = '1s'")
        assert reader.execute(READ).fetchone() == (0,)
        writer.execute(
            f"INSERT INTO core.{FACT} (full_date, item_id, site_id, current_stock, run_id)"
            " VALUES ('2004-01-05', 1, 1, 5, 1)"
        )
    assert old_reader.execute(READ).fetchone() == (2,)  # its own snapshot still has the month
    old_reader.rollback()
    _, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, TABLE in tables()) == (0, False), err


def test_a_detach_that_was_killed_while_it_waited_is_finished(
    archive: Command, restore: Command, old_reader: psycopg.Connection, tmp_path: Path
) -> None:
    waiting = start(tmp_path / "archive")
    until(lambda: state() == "detaching")
    waiting.kill()
    waiting.communicate()
    old_reader.rollback()
    until(lambda: not others())
    assert (archive("--fact", FACT).code, TABLE in tables()) == (0, False)
    assert (restore().code, len(content(FACT))) == (0, 2)


def others() -> list[tuple[int]]:
    return rows("SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'nova archive%'")


@pytest.fixture
def many_rows(odd_rows: None) -> list[str]:
    """A month that takes a while: 2,000 materials counted each day."""
    execute(
        "INSERT INTO core.dim_item (item_id, sku, name)"
        " SELECT n, 'I-' || n, 'Item' FROM generate_series(3, 2002) AS n"
    )
    execute(
        f"INSERT INTO core.{FACT} (full_date, item_id, site_id, current_stock, run_id)"
        " SELECT day::DATE, n, 1, n / 7.0, 1 FROM generate_series(3, 2002) AS n,"
        " generate_series('2003-12-01'::DATE, '2003-12-31', '1 day') AS day"
    )
    return content(FACT)


POINTS: dict[str, Callable[[Path], bool]] = {
    "once it is detached": lambda _: state() == "detached",
    "while it writes": lambda place: list(place.parent.glob(".*.partial/*.parquet")) != [],
    "while it verifies": lambda place: (
        list(place.parent.glob(".*.partial/manifest.json")) != [] or place.exists()
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_loses_nothing_and_the_next_run_ends_it(
    many_rows: list[str], archive: Command, restore: Command, tmp_path: Path, point: str
) -> None:
    place = tmp_path / "archive" / FACT / "2003-12"
    killed = start(tmp_path / "archive")
    until(lambda: POINTS[point](place))
    killed.kill()
    killed.communicate()
    until(lambda: not others())

    assert (killed.returncode, TABLE in tables(), audited("MONTH_ARCHIVED")) == (-9, True, [])
    assert archive("--fact", FACT).code == 0
    assert (TABLE in tables(), len(audited("MONTH_ARCHIVED"))) == (False, 1)
    assert (restore().code, content(FACT) == many_rows) == (0, True)


def test_killed_between_the_file_and_the_drop_ends_with_the_next_run(
    archive: Command, restore: Command, tmp_path: Path
) -> None:
    place = tmp_path / "archive" / FACT / "2003-12"
    before = content(FACT)
    with psycopg.connect(url_of("nova_owner")) as holder:
        killed = start(tmp_path / "archive")
        until(lambda: state() == "detached")
        holder.execute(f"LOCK TABLE core.{TABLE} IN ACCESS SHARE MODE")  # the drop waits for it
        until(place.exists)
        until(lambda: rows("SELECT 1 FROM pg_locks WHERE NOT granted") != [])
        killed.kill()
        killed.communicate()
        until(lambda: not others())
    assert (TABLE in tables(), attached().count(TABLE)) == (True, 0)
    assert archive("--fact", FACT).code == 0
    assert (TABLE in tables(), audited("MONTH_ARCHIVED")) == (False, [(f"core.{TABLE}", 2)])
    assert (restore().code, content(FACT)) == (0, before)


def test_what_a_killed_run_had_written_is_written_anew(archive: Command, tmp_path: Path) -> None:
    partial = tmp_path / "archive" / FACT / ".2003-12.partial"
    partial.mkdir(parents=True)
    (partial / f"{TABLE}.parquet").write_bytes(b"PAR1 half a file")
    assert archive("--fact", FACT).code == 0
    assert [path.name for path in partial.parent.iterdir()] == ["2003-12"]


@pytest.mark.slow
def test_a_killed_restore_leaves_nothing_and_can_be_run_again(
    many_rows: list[str], archive: Command, restore: Command, tmp_path: Path
) -> None:
    archive("--fact", FACT)
    killed = start_command("restore_partitions", tmp_path / "archive", role="nova_owner")
    waiting = "SELECT 1 FROM pg_stat_progress_copy WHERE command = 'COPY FROM'"
    until(lambda: rows(waiting) != [])
    killed.kill()
    killed.communicate()
    until(lambda: not rows("SELECT 1 FROM pg_stat_activity WHERE application_name ~ '^nova rest'"))
    assert (killed.returncode, TABLE in tables()) == (-9, False)
    assert (restore().code, content(FACT) == many_rows) == (0, True)
