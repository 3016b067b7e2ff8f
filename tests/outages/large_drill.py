"""A copy and its drill at ten million rows of demand: `python -m tests.outages.large_drill`.

Prints the seconds of load, copy and drill; ends with the drill's exit code.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from nova.roles import role_of_command
from nova.settings.env import BASE_DIR
from tests.mlops.faults.server import Server, own_server
from tests.perf import company_files
from tests.perf.demand_files import write_item_major

DIMENSIONS = {
    "items": company_files.write_items,
    "sites": company_files.write_sites,
    "suppliers": company_files.write_suppliers,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    rows = parser.parse_args().rows
    with own_server() as server:
        load(server, rows)
        command(server, "backup")
        return command(server, "restore_drill")


def load(server: Server, rows: int) -> None:
    command(server, "ensure_partitions")
    for dataset, write in DIMENSIONS.items():
        path = server.folder / f"{dataset}.parquet"
        write(path)
        command(server, "load_dataset", dataset, str(path))
    path = server.folder / "demand.parquet"
    write_item_major(path, rows=rows)
    command(server, "load_dataset", "demand", str(path))
    path.unlink()


def command(server: Server, *arguments: str) -> int:
    """Its exit code; how long it took is printed below what it says."""
    began = time.monotonic()
    environment = {
        **server.environment(role_of_command(arguments)),
        "BACKUP_DIR": str(Path(server.folder) / "copies"),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=BASE_DIR, env=environment, check=False
    )
    print(f"{arguments[0]}: {done.returncode}, {time.monotonic() - began:.1f} s", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
