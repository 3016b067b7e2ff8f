"""A disk of a few megabytes that a test fills up: a tmpfs, which only root may mount."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nova.embedded import Cluster
from tests.mlops.faults.server import Server

BALLOON = "balloon"
PAGE = 4096


class SmallDisk:
    """A mounted tmpfs; whatever is on it, `fill` leaves the free bytes that it is told."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def free(self) -> int:
        told = os.statvfs(self.path)
        return told.f_bavail * told.f_frsize

    def fill(self, *, leave: int = 0) -> None:
        with (self.path / BALLOON).open("ab") as balloon:
            size = balloon.tell() + max(self.free - leave, 0) // PAGE * PAGE
            os.posix_fallocate(balloon.fileno(), 0, max(size, 1))

    def relieve(self) -> None:
        (self.path / BALLOON).unlink(missing_ok=True)


@contextmanager
def small_disk(path: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Skips the test where nothing can be mounted."""
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small disk cannot be mounted: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def move_tables(server: Server, disk: SmallDisk) -> None:
    """Put every table of the database, and what sorts spill, onto the disk."""
    home = disk.path / "tables"
    home.mkdir()
    _give_to_server(server.cluster, home)
    server.execute(f"CREATE TABLESPACE small LOCATION '{home}'")
    with server.admin(database="postgres") as connection:
        connection.execute(f"ALTER DATABASE {server.database} SET TABLESPACE small")


def move_wal(server: Server, disk: SmallDisk) -> None:
    """Put the write-ahead log onto the disk, with no segment kept for later."""
    for setting in ("min_wal_size = '32MB'", "wal_recycle = off"):
        server.execute(f"ALTER SYSTEM SET {setting}")
    server.cluster.stop()
    here, there = server.cluster.pgdata / "pg_wal", disk.path / "pg_wal"
    shutil.copytree(here, there)
    for path in (there, *there.rglob("*")):
        _give_to_server(server.cluster, path)
    shutil.rmtree(here)
    here.symlink_to(there)
    server.cluster.ensure_running()


def _give_to_server(cluster: Cluster, path: Path) -> None:
    owner = cluster.pgdata.stat()
    os.chown(path, owner.st_uid, owner.st_gid)
    path.chmod(0o700 if path.is_dir() else 0o600)
