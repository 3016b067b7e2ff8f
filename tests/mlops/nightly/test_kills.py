"""A night that is killed anywhere and run again ends as one that nobody disturbed."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from mlops.nightly.steps import STEPS
from nova.roles import LOADER
from nova.settings.env import BASE_DIR
from tests.mlops.nightly.seen import seen
from tests.perf.server import Server

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 20)
COMPANY = ("--items", "25", "--sites", "2", "--days", "150", "--end-date", DAY.isoformat())
CORRECTION = "full_date,sku,site_code,quantity\n{day},{sku},{site},900\n"
# The run that each of these steps records is written in the transaction of what the step did.
RECORDED_AS = {
    "loads": "demand",
    "suppliers": "supplier_reconciliation",
    "accuracy": "accuracy",
    "policy": "policy",
    "kpis": "kpis",
    "recommendations": "recommendations",
    "views": "views",
}
WITHIN = "within"
ENDED = "ended"

# Holds the chain where a test wants to kill it: inside a step's transaction, or after it and before
# its end is recorded.
HOLD = """
CREATE FUNCTION public.hold() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_sleep(120);
  RETURN NEW;
END
$$;
CREATE TRIGGER hold BEFORE {event} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION public.hold();
"""
RELEASE = "DROP FUNCTION public.hold() CASCADE"
HELD = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"


class Point(NamedTuple):
    step: str
    moment: str

    @property
    def hold(self) -> str:
        if self.moment == WITHIN:
            when = f"NEW.dataset = '{RECORDED_AS[self.step]}'"
            return HOLD.format(event="INSERT ON support.load_runs", when=when)
        when = f"NEW.step = '{self.step}' AND NEW.status <> 'RUNNING'"
        return HOLD.format(event="INSERT OR UPDATE ON support.night_steps", when=when)


POINTS = [
    *(Point(step, WITHIN) for step in RECORDED_AS),
    *(Point(step.name, ENDED) for step in STEPS),
]


class Yard(NamedTuple):
    """A server that brings the same evening back, and the drop folder of the night."""

    server: Server
    drop: Path

    def evening(self) -> None:
        """Demand of the day, corrected by a file that came since; a forecast; one subscriber."""
        self.server.fresh()
        for path in self.drop.rglob("*.csv"):
            path.unlink()
        with self.server.admin() as connection:
            sku, site = connection.execute(  # type: ignore[misc]
                "SELECT sku, code FROM core.fact_demand_daily JOIN core.dim_item USING (item_id)"
                " JOIN core.dim_site USING (site_id) WHERE full_date = %s ORDER BY 1, 2 LIMIT 1",
                [DAY],
            ).fetchone()
        text = CORRECTION.format(day=DAY, sku=sku, site=site)
        (self.drop / "demand.csv").write_text(text, encoding="utf-8")

    def night(self) -> subprocess.Popen[str]:
        environment = {**self.server.environment(LOADER), "LOAD_DROP_DIR": str(self.drop)}
        return subprocess.Popen(
            [sys.executable, "manage.py", "nightly", "--date", DAY.isoformat()],
            cwd=BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def whole_night(self) -> dict[str, str]:
        """What readers see after a night that nobody disturbs."""
        night = self.night()
        said, _ = night.communicate(timeout=120)
        assert night.returncode == 0, said
        return self.seen()

    def seen(self) -> dict[str, str]:
        with self.server.admin() as connection:
            return seen(connection)


@pytest.fixture(scope="module")
def yard() -> Iterator[Yard]:
    folder = Path(tempfile.mkdtemp(prefix="nova-nights-"))
    folder.chmod(0o755)  # the server's account walks through it
    server = Server.at(folder / "server")
    server.start()
    try:
        _company(server, folder)
        (folder / "drop").mkdir()
        yield Yard(server, folder / "drop")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _company(server: Server, folder: Path) -> None:
    server.manage("ensure_partitions")
    server.manage("seed_demo", *COMPANY)
    forecast = ("forecast", "--as-of", "2026-10-31", "--model", "seasonal_naive")
    subprocess.run(
        [sys.executable, "-m", "mlops.offline", *forecast, "--out", str(folder / "forecasts")],
        cwd=BASE_DIR,
        env=server.environment(LOADER),
        capture_output=True,
        check=True,
    )
    server.manage("load_forecasts", str(folder / "forecasts" / "forecasts.parquet"))
    with server.admin() as connection:
        connection.execute(
            "INSERT INTO support.users (username, email, password_hash, role)"
            " VALUES ('ana', 'ana@example.com', '!', 'ANALYST')"
        )
        connection.execute(
            "INSERT INTO support.subscriptions (user_id, kind, least_level)"
            " SELECT user_id, 'ALERT', 'NORMAL' FROM support.users"
        )
    server.keep_as_template()


@pytest.fixture(scope="module")
def undisturbed(yard: Yard) -> dict[str, str]:
    yard.evening()
    seen = yard.whole_night()
    assert [name for name, told in seen.items() if told == "None"] == []
    return seen


def wait_until_held(yard: Yard, night: subprocess.Popen[str]) -> None:
    with yard.server.admin() as connection:
        while not connection.execute(HELD).fetchone():
            assert night.poll() is None, night.communicate()[0]
            time.sleep(0.02)


def wait_until_gone(yard: Yard) -> None:
    """The backend of a killed night notices within a second or so."""
    with yard.server.admin() as connection:
        deadline = time.monotonic() + 20
        while connection.execute(HELD).fetchone():
            assert time.monotonic() < deadline, "the killed night's backend lives on"
            time.sleep(0.05)


def test_a_night_that_is_repeated_changes_nothing(yard: Yard, undisturbed: dict[str, str]) -> None:
    yard.evening()
    yard.whole_night()
    assert yard.whole_night() == undisturbed


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point.step} {point.moment}")
def test_a_night_killed_and_run_again_ends_as_an_undisturbed_one(
    yard: Yard, undisturbed: dict[str, str], point: Point
) -> None:
    yard.evening()
    with yard.server.admin() as connection:
        connection.execute(point.hold)
    night = yard.night()
    wait_until_held(yard, night)
    night.kill()
    night.communicate()
    wait_until_gone(yard)
    with yard.server.admin() as connection:
        connection.execute(RELEASE)

    assert yard.whole_night() == undisturbed
