"""Files the benchmarks read: made once, kept between runs, made anew when their makers change."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.perf.steps import Steps

MAKERS = "*_files.py"


@dataclass(frozen=True)
class MadeFiles:
    """A folder of files as today's makers make them."""

    folder: Path
    steps: Steps

    @classmethod
    def below(cls, folder: Path, steps: Steps) -> "MadeFiles":
        """What older makers left below the folder is removed."""
        digest = hashlib.sha256()
        for maker in sorted(Path(__file__).parent.glob(MAKERS)):
            digest.update(maker.read_bytes())
        current = folder / digest.hexdigest()[:12]
        current.mkdir(parents=True, exist_ok=True)
        for other in folder.iterdir():
            if other != current:
                shutil.rmtree(other)
        return cls(current, steps)

    def get(self, name: str, write: Callable[[Path], None]) -> Path:
        """The file of that name, written by write(path) unless it is there already."""
        path = self.folder / name
        if not path.exists():
            part = path.with_name(f"{name}.part")
            with self.steps.step(f"make {name}"):
                write(part)
            part.rename(path)
        return path
