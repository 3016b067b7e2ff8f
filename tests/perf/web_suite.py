"""The dashboard's suite: its production build in Chromium, over half a million forecast series."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles

from nova.settings.env import BASE_DIR
from tests.perf import api_servers
from tests.perf.api_load import ask_once
from tests.perf.bench import Bench, Suite
from tests.perf.report import Row, at_most
from tests.perf.web_company import SERIES, load_half_a_million_series

FRONTEND = BASE_DIR / "frontend"
WEB_SERVER = FRONTEND / ".next" / "standalone" / "server.js"
CHROMIUM = "the dashboard's build (npm run build) and Chromium are needed: {}"
BROWSER_MS = 300
MADE = f"web {SERIES}"
TOLD = {
    "filter": "a site, family or class of the materials chosen",
    "page": "another page of the materials",
    "search": "the last letter of a search, with the pause of 250 ms that waits for another",
}


@dataclass(frozen=True)
class Watched:
    """One kind of step: what each took in the browser, and the paths the API was asked for."""

    milliseconds: list[float]
    paths: list[str]


def _company(bench: Bench) -> None:
    if bench.keeps_data and bench.server.resume(MADE):
        return
    bench.server.start()
    load_half_a_million_series(bench)
    api_servers.make_user(bench.server)
    bench.server.say_made(MADE)


def catalogue(bench: Bench) -> list[Row]:
    """Filters and pages of fifty thousand materials: as seen, and the same asked of the API."""
    series = _series(bench)
    with api_servers.ours(bench.server) as api, _dashboard(api.address) as address:
        with bench.steps.step("filters and pages of the catalogue in Chromium"):
            watched = _watch(address, api)
        return [row for kind, seen in watched.items() for row in _rows(kind, seen, api, series)]


def _series(bench: Bench) -> int:
    """Item-sites that the champion forecasts."""
    with bench.server.admin() as connection:
        counted = connection.execute(
            "SELECT count(*) FROM (SELECT DISTINCT item_id, site_id"
            " FROM analytics.forecasts) AS pair"
        ).fetchone()
    return int(counted[0]) if counted else 0


@contextmanager
def _dashboard(api: str) -> Iterator[str]:
    """The build as it is served, by the machine's own name: it sets cookies for TLS."""
    node = shutil.which("node")
    if node is None or not WEB_SERVER.exists():
        raise RuntimeError(CHROMIUM.format(WEB_SERVER))
    environment = {**os.environ, "API_URL": api, "HOSTNAME": "127.0.0.1", "NODE_ENV": "production"}

    def command(port: int) -> list[str]:
        environment["PORT"] = str(port)
        return [node, str(WEB_SERVER)]

    with api_servers.serving(command, environment, WEB_SERVER.parent) as address:
        yield address.replace("127.0.0.1", "localhost")


def _watch(address: str, api: api_servers.Served) -> dict[str, Watched]:
    told = subprocess.run(
        ["node", "scripts/catalogue-speed.mjs"],
        cwd=FRONTEND,
        env={
            **os.environ, "WEB_URL": address,
            "WEB_USER": api_servers.USER, "WEB_PASSWORD": api.password,
        },
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return {kind: Watched(**seen) for kind, seen in json.loads(told.stdout).items()}


def _rows(kind: str, seen: Watched, api: api_servers.Served, series: int) -> list[Row]:
    token = api.token()
    alone = [_milliseconds(api.address, path, token) for path in seen.paths]
    ninety_five = quantiles(seen.milliseconds, n=20)[-1]
    return [
        Row(
            f"web.{kind}", ours=median(seen.milliseconds), unit="ms",
            goal=None if kind == "search" else at_most(BROWSER_MS),
            about=f"{TOLD[kind]}, from the press to the rows in sight in Chromium; half of"
            f" {len(seen.milliseconds)} came within this, 95 of 100 within {ninety_five:.0f} ms;"
            f" {series:,} forecast series",
        ),
        Row(
            f"web.{kind}.api", ours=median(alone), unit="ms",
            about="the same questions asked of the API itself, one at a time",
        ),
    ]  # fmt: skip


def _milliseconds(address: str, path: str, token: str) -> float:
    started = time.monotonic()
    ask_once(address, path, token=token)
    return (time.monotonic() - started) * 1000


WEB = Suite(name="web", prepare=_company, parts={"catalogue": catalogue})
