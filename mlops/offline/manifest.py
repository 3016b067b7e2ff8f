"""The manifest of a unit: what is in the folder, and by what it was made."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any, Final

MANIFEST_VERSION: Final = 1
NAME: Final = "manifest.json"


def file_entry(path: Path, *, dataset: str, rows: int, name: str = "") -> dict[str, Any]:
    """What the manifest says of one file; name: where it will lie, by default where it does."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"name": name or path.name, "dataset": dataset, "rows": rows, "sha256": digest}


def write_manifest(directory: Path, content: dict[str, Any]) -> None:
    """Puts the manifest in place by a rename, so that it is never seen half written."""
    path = directory / NAME
    part = path.with_suffix(".json.part")
    told = {"version": MANIFEST_VERSION, "source": "mlops.offline", **content}
    part.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    part.replace(path)


def git_revision() -> str | None:
    """The commit that this code is of; None outside a checkout."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            cwd=Path(__file__).parent, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
