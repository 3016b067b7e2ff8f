"""Random secrets of a development machine, kept under the data folder and never printed."""

import os
import secrets
from pathlib import Path


def secret(data_dir: Path, name: str) -> str:
    """The secret of that name, made on first use. 64 URL-safe characters, readable by its owner."""
    folder = data_dir / "secrets"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    while not path.exists():
        draft = folder / f".{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # whoever links first wins, so two starts agree on one secret
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
