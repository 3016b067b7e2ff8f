"""What a load is asked to do."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlops.pipeline.tally import Fault


@dataclass(frozen=True)
class Source:
    """A file and the dataset it holds. named: the path as given, when `path` is where it leads."""

    dataset: str
    path: Path
    named: Path | None = None


@dataclass(frozen=True)
class Options:
    """What the operator asked for. max_rejects: None for each dataset's own; candidate: readers go
    on seeing the run that they see."""

    dry_run: bool = False
    force: bool = False
    approve: bool = False
    max_rejects: int | None = None
    ignore_columns: tuple[str, ...] = ()
    allow_empty: bool = False
    refresh: bool = True
    candidate: bool = False

    def waived(self) -> dict[str, bool]:
        """What the operator took upon himself, for the audit row."""
        return {"forced": self.force, "approved": self.approve}


@dataclass(frozen=True)
class LineCounts:
    """Lines of a file by what became of them; read is the sum of the others."""

    read: int
    loaded: int
    rejected: int
    duplicate: int
    set_apart: int


@dataclass(frozen=True)
class UnitReport:
    """The one file that a unit's files were made of, and what became of each of its lines."""

    name: str
    source_name: str
    sha256: str
    as_of: date | None
    counts: LineCounts
    details: dict[str, Any]
    faults: "tuple[Fault, ...]" = ()
