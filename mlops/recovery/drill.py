"""The proof that a copy is good: brought back in a cluster of its own and compared by table."""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from core.archive.session import file_errors
from core.errors import Exit, UpkeepError, database_errors
from mlops.recovery.copy import DUMP, Manifest, copies, read_manifest, sha256_of
from mlops.recovery.digests import digests
from mlops.recovery.programs import run
from nova.embedded import Cluster, EmbeddedPostgresError, find_binaries
from nova.keys import secret
from nova.progress import Steps
from nova.provision import DATABASE


@dataclass(frozen=True)
class Drill:
    """differences: what is not as it was, a sentence a table; seconds of each step."""

    copy: Path
    manifest: Manifest
    differences: tuple[str, ...]
    restore_seconds: float
    compare_seconds: float


def newest_copy(folder: Path) -> Path:
    """UpkeepError NO_FILE where there is none."""
    found = copies(folder)
    if not found:
        raise UpkeepError("NO_FILE", f"{folder}: no copy there: manage.py backup", Exit.NO_FILE)
    return found[-1]


def restore_drill(copy: Path, *, progress: Steps, workers: int = 2) -> Drill:
    """Restore the copy where nobody works and compare every row; the scratch cluster is removed."""
    manifest = read_manifest(copy)
    progress("checksum", 0, None)
    with file_errors():
        if sha256_of(copy / DUMP) != manifest.sha256:
            raise UpkeepError("BAD_COPY", f"{copy / DUMP}: not the file that was written")
        scratch = Path(tempfile.mkdtemp(prefix="nova-drill-"))
        scratch.chmod(0o711)  # the server's own account walks through
    try:
        return _drill(copy, manifest, Cluster(scratch, find_binaries()), progress, workers)
    except EmbeddedPostgresError as error:
        raise UpkeepError("NO_PROGRAM", str(error), Exit.IO_ERROR) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _drill(
    copy: Path, manifest: Manifest, cluster: Cluster, progress: Steps, workers: int
) -> Drill:
    cluster.ensure_running()
    try:
        began = time.monotonic()
        progress("restore", 0, None)
        to = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(cluster.port),
            "PGUSER": "postgres",
            "PGPASSWORD": secret(cluster.data_dir, "postgres"),
            "PGDATABASE": DATABASE,
        }
        run(
            "pg_restore", "--exit-on-error", "--no-password", f"--jobs={workers}",
            f"--dbname={DATABASE}", str(copy / DUMP), to=to,
        )  # fmt: skip
        restored = time.monotonic()
        differences = _compare(cluster, manifest, progress)
        return Drill(copy, manifest, differences, restored - began, time.monotonic() - restored)
    finally:
        cluster.stop()


def _compare(cluster: Cluster, manifest: Manifest, progress: Steps) -> tuple[str, ...]:
    told: list[str] = []
    missing = dict(manifest.tables)
    url = cluster.admin_url.rpartition("/")[0] + f"/{DATABASE}"
    with database_errors(), psycopg.connect(url) as connection:
        for number, (name, found) in enumerate(digests(connection), start=1):
            progress("compare", number, len(manifest.tables))
            expected = missing.pop(name, None)
            if expected is None:
                told.append(f"{name}: not in the copy's list")
            elif found.rows != expected.rows:
                told.append(f"{name}: {found.rows:,} rows, expected {expected.rows:,}")
            elif found != expected:
                told.append(f"{name}: {found.rows:,} rows, other content")
    return (*told, *(f"{name}: missing" for name in missing))
