"""`make demo`: the whole product on one machine, from an empty folder to a login page.

Every step is a process of its own under its own database role, as in production. Steps that were
done before are not repeated, so that a second start takes seconds.
"""

import argparse
import contextlib
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

from nova.demo_processes import Demo, DemoError
from nova.embedded import Cluster, find_binaries
from nova.embedded_broker import Broker
from nova.keys import secret
from nova.provision import database_exists, provision
from nova.roles import LOADER, OWNER
from nova.serving import server_command
from nova.settings.env import BASE_DIR, DATA_DIR

USERS = {"admin": "ADMIN", "analyst": "ANALYST", "viewer": "VIEWER"}
WEB_SERVER = BASE_DIR / "frontend" / ".next" / "standalone" / "server.js"
READY_WITHIN_S = 60
JUDGED = timedelta(days=60)  # of demand that came after the forecasts that it judges


def main() -> int:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--then", help="command to run when ready; the demo stops after it")
    options = parser.parse_args()
    workbook = os.environ.get("PROCUREMENT")
    demo = Demo(
        api_port=int(os.environ.get("API_PORT", "8000")),
        web_port=int(os.environ.get("WEB_PORT", "3000")),
        workbook=Path(workbook).resolve() if workbook else None,
    )
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _play(demo, options.then)
    except DemoError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopping …")
        return 0
    finally:
        demo.stop()


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _play(demo: Demo, then: str | None) -> int:
    _check_inputs(demo)
    with _step("database"):
        _prepare_server(demo)
        demo.manage("migrate", "-v0")
        demo.manage("ensure_partitions")
    known = _known(demo)
    if "demand" not in known:
        with _step("purchases" if demo.workbook else "simulated company"):
            print(_load_data(demo))
    if "demand" not in known or "forecasts" not in known:
        with _step("forecasts"):
            print(_forecast(demo))
    if "kpis" not in known:
        with _step("figures and advice"):
            print(demo.manage("nightly", "--date", _known(demo)["demand"]))
    with _step("users and pages"):
        users = make_users(demo)
        demo.manage("collectstatic", "--noinput", "-v0")
    with _step("servers"):
        _serve(demo)
        _write_addresses(demo, users)
    _print_addresses(demo, users)
    if then:
        return subprocess.run(shlex.split(then), cwd=BASE_DIR, check=False).returncode
    return _watch(demo)


def _known(demo: Demo) -> dict[str, str]:
    """The last day of the latest publication of each dataset."""
    latest = json.loads(demo.manage("loads", "--latest", "--json"))
    return {run["dataset"]: run["as_of"] for run in latest}


def _check_inputs(demo: Demo) -> None:
    if demo.workbook and not demo.workbook.is_file():
        raise DemoError(f"PROCUREMENT={demo.workbook}: no such file")
    if not WEB_SERVER.is_file():
        raise DemoError("the dashboard is not built: start with make demo")
    for name, port in (("API_PORT", demo.api_port), ("WEB_PORT", demo.web_port)):
        with contextlib.closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise DemoError(f"port {port} is taken: choose another with {name}=…") from None


def _prepare_server(demo: Demo) -> None:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    given = os.environ.get("DATABASE_URL")
    if given:
        demo.admin_url = given
        provision(given, DATA_DIR, name=demo.database)
        return
    demo.cluster = Cluster(DATA_DIR, find_binaries())
    demo.cluster.ensure_running()
    demo.admin_url = demo.cluster.admin_url
    if not database_exists(demo.admin_url, demo.database):
        provision(demo.admin_url, DATA_DIR, name=demo.database)


def _load_data(demo: Demo) -> str:
    if demo.workbook:
        return demo.manage("import_procurement", str(demo.workbook))
    sizes = [
        part
        for name in ("items", "sites", "days")
        if (value := os.environ.get(f"DEMO_{name.upper()}"))
        for part in (f"--{name}", value)
    ]
    return demo.manage("seed_demo", *sizes)


def _forecast(demo: Demo) -> str:
    """Forecasts of two months ago, by which the night can judge a model, and those of today."""
    before = date.fromisoformat(_known(demo)["demand"]) - JUDGED
    earlier = ("--as-of", before.isoformat())
    return "".join(
        (
            _publish(demo, "naive", *earlier, "--model", "seasonal_naive"),
            _publish(demo, "earlier", *earlier),
            _publish(demo, "current"),
        )
    )


def _publish(demo: Demo, folder: str, *options: str) -> str:
    out = DATA_DIR / "forecasts" / demo.database / folder
    module = ("-m", "mlops.offline", "forecast", "--out", str(out), *options)
    demo.run(sys.executable, *module, role=LOADER)
    return demo.manage("load_forecasts", str(out / "forecasts.parquet"))


def make_users(demo: Demo) -> dict[str, dict[str, str]]:
    """One user of each role, by the name that the demo calls it: username, password and role."""
    users = {
        name: {"username": name, "password": secret(DATA_DIR, f"demo_{name}")[:20], "role": role}
        for name, role in USERS.items()
    }
    demo.manage("demo_users", stdin=json.dumps(users))
    return users


def _serve(demo: Demo) -> None:
    if not os.environ.get("REDIS_URL"):
        demo.broker = Broker(DATA_DIR)
        demo.broker.start()
    demo.start(
        sys.executable, "-m", "celery", "-A", "nova", "worker", "--beat", "--pool", "solo",
        "--loglevel", "INFO",
        extra={}, log="worker.log", cwd=BASE_DIR, role=LOADER,
    )  # fmt: skip
    demo.start(
        *server_command(port=demo.api_port, workers=2), extra={}, log="api.log", cwd=BASE_DIR
    )
    demo.start(
        "node", str(WEB_SERVER),
        extra={
            "PORT": str(demo.web_port),
            "HOSTNAME": "127.0.0.1",
            "API_URL": f"http://127.0.0.1:{demo.api_port}",
            "ADMIN_URL": f"http://localhost:{demo.api_port}/admin/",
            "NODE_ENV": "production",
        },
        log="web.log",
        cwd=WEB_SERVER.parent,
    )  # fmt: skip
    _await(demo, f"http://127.0.0.1:{demo.api_port}/health/ready")
    _await(demo, f"http://127.0.0.1:{demo.web_port}/login")


def _await(demo: Demo, address: str) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        _refuse_dead(demo)
        with contextlib.suppress(OSError), urlopen(address, timeout=5) as answer:  # noqa: S310
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise DemoError(f"{address} did not answer in {READY_WITHIN_S} s: see {DATA_DIR / 'logs'}")


def _refuse_dead(demo: Demo) -> None:
    if any(child.poll() is not None for child in demo.children):
        raise DemoError(f"a server ended by itself: see {DATA_DIR / 'logs'}")


def _write_addresses(demo: Demo, users: dict[str, dict[str, str]]) -> None:
    document = {
        "api": f"http://localhost:{demo.api_port}",
        "web": f"http://localhost:{demo.web_port}",
        "database_url": demo.url(OWNER),
        "users": {
            name: {"username": user["username"], "password": user["password"]}
            for name, user in users.items()
        },
    }
    path = DATA_DIR / "demo.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(document, indent=2) + "\n")


def _print_addresses(demo: Demo, users: dict[str, dict[str, str]]) -> None:
    print(f"\n  Dashboard  http://localhost:{demo.web_port}")
    print(f"  API        http://localhost:{demo.api_port}/health")
    print(f"  Admin      http://localhost:{demo.api_port}/admin/\n")
    for user in users.values():
        print(f"  {user['role']:<8} {user['username']:<8} {user['password']}")
    print("\n  Ctrl-C stops all of it.", flush=True)


def _watch(demo: Demo) -> int:
    while True:
        _refuse_dead(demo)
        time.sleep(1)


@contextlib.contextmanager
def _step(name: str) -> Iterator[None]:
    print(f"→ {name}", flush=True)
    started = time.monotonic()
    yield
    print(f"  {name}: {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
