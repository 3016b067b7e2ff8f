"""The clock two years ahead, as after a restore of an old machine: months and calendar follow."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.partitions import next_month
from nova.roles import role_of_command
from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server, own_server
from tests.outages.conftest import Note
from tests.outages.world import LAST_DAY, fill

pytestmark = [pytest.mark.faults, pytest.mark.slow]

AHEAD = timedelta(days=731)
LEAST_MONTHS = 3
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
LAST_MONTHS = """
SELECT parent.relname, max(month.relname)
FROM pg_inherits AS hung
JOIN pg_class AS parent ON parent.oid = hung.inhparent
JOIN pg_class AS month ON month.oid = hung.inhrelid
WHERE parent.relnamespace = 'core'::REGNAMESPACE AND parent.relkind = 'p'
GROUP BY parent.relname
"""


@pytest.fixture
def ahead() -> Iterator[Server]:
    """The company's server and commands, all of which read a clock that is two years ahead."""
    if not LIBRARIES:
        pytest.skip("with Debian's libfaketime")
    with own_server() as server:
        fill(server)
        server.cluster.stop()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LD_PRELOAD", str(LIBRARIES[0]))
            patch.setenv("FAKETIME", f"+{AHEAD.days}d")
            patch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            server.cluster.ensure_running()
            yield server
            server.cluster.stop()


def command(server: Server, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=server.environment(role_of_command(arguments)),
        capture_output=True,
        text=True,
        check=False,
    )


def alarms(server: Server) -> tuple[int, set[str]]:
    """Exit code of `status`, and what it calls an alarm."""
    told = command(server, "status", "--json")
    return told.returncode, {
        finding["about"] for finding in json.loads(told.stdout) if finding["level"] == "ALARM"
    }


def test_months_and_calendar_follow_a_clock_that_is_two_years_ahead(
    ahead: Server, note: Note
) -> None:
    today = ahead.query("SELECT current_date")[0][0]
    assert today >= LAST_DAY + AHEAD
    code, before = alarms(ahead)
    assert (code, "months" in before) == (82, True)

    night = command(ahead, "nightly")

    assert night.returncode in {0, 65}, night.stderr
    code, after = alarms(ahead)
    assert "months" not in after
    least = today
    for _ in range(LEAST_MONTHS):
        least = next_month(least)
    months = dict(ahead.query(LAST_MONTHS))
    assert len(months) == 3
    assert {fact for fact, last in months.items() if last < f"{fact}_{least:%Y_%m}"} == set()
    calendar = ahead.query("SELECT max(full_date) FROM core.dim_calendar")[0][0]
    assert calendar >= next_month(least)
    note(
        f"clock {AHEAD.days} days ahead, data of {LAST_DAY}",
        f"status said {sorted(before)} and {code} after the night: {sorted(after)};"
        f" months to {min(last[-7:] for last in months.values())}, calendar to {calendar}",
    )
