"""The API over a database where nothing was loaded yet, for the browser's tests.

It needs the running demo of the same data folder, and shares its PostgreSQL and its users.
"""

import argparse
import signal
import sys

from nova.demo import make_users
from nova.demo_processes import Demo
from nova.embedded import Cluster, find_binaries
from nova.provision import database_exists, provision
from nova.serving import server_command
from nova.settings.env import BASE_DIR, DATA_DIR


class EmptyCompany(Demo):
    """The demo's processes over a database of their own."""

    @property
    def database(self) -> str:
        return "nova_empty"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.empty_api", description=__doc__)
    parser.add_argument("port", type=int)
    company = EmptyCompany(api_port=parser.parse_args().port, web_port=0, workbook=None)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _serve(company)
    except KeyboardInterrupt:
        return 0
    finally:
        company.stop()
    return 1


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _serve(company: EmptyCompany) -> None:
    """Returns when the API ended by itself."""
    company.admin_url = Cluster(DATA_DIR, find_binaries()).admin_url
    if not database_exists(company.admin_url, company.database):
        provision(company.admin_url, DATA_DIR, name=company.database)
    company.manage("migrate", "-v0")
    make_users(company)
    company.start(
        *server_command(port=company.api_port, workers=1),
        extra={}, log="empty-api.log", cwd=BASE_DIR,
    )  # fmt: skip
    company.children[0].wait()


if __name__ == "__main__":
    sys.exit(main())
