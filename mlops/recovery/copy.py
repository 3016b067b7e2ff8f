"""One copy of the database in a folder: dump, roles, and what the dump must hold."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.errors import Exit, UpkeepError
from mlops.recovery.digests import Digest

DUMP = "database.dump"
ROLES = "roles.sql"
MANIFEST = "manifest.json"
PARTIAL = ".partial"


@dataclass(frozen=True)
class Manifest:
    """taken_at: the moment of the snapshot. tables: name to digest, all of that moment."""

    taken_at: datetime
    server_version: str
    database: str
    bytes: int
    sha256: str
    tables: Mapping[str, Digest]

    @property
    def rows(self) -> int:
        return sum(digest.rows for digest in self.tables.values())


def name_of(taken_at: datetime) -> str:
    """nova-20261122T020000Z: names sort by age."""
    return f"nova-{taken_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def copies(folder: Path) -> list[Path]:
    """The whole copies in a folder, the oldest first; one that was not finished is none."""
    return sorted(path.parent for path in folder.glob(f"nova-*Z/{MANIFEST}"))


def newest_moment(folder: str) -> datetime | None:
    """When the newest copy was taken; None where there is none."""
    found = copies(Path(folder))
    return read_manifest(found[-1]).taken_at if found else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    document = {**asdict(manifest), "taken_at": manifest.taken_at.astimezone(UTC).isoformat()}
    (folder / MANIFEST).write_text(json.dumps(document, indent=1))


def read_manifest(folder: Path) -> Manifest:
    """UpkeepError NO_FILE without one, and BAD_COPY when it cannot be read."""
    path = folder / MANIFEST
    try:
        document: dict[str, Any] = json.loads(path.read_text())
        found = {name: Digest(**digest) for name, digest in document.pop("tables").items()}
        taken_at = datetime.fromisoformat(document.pop("taken_at"))
        return Manifest(taken_at=taken_at, tables=found, **document)
    except FileNotFoundError:
        raise UpkeepError("NO_FILE", f"{path}: no such file", Exit.NO_FILE) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UpkeepError("BAD_COPY", f"{path}: {error}") from None


def sha256_of(path: Path) -> str:
    with path.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()
