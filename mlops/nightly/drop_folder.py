"""The drop folder: whatever lies there when the night begins is loaded, and then put away.

Files are named after their dataset (demand.parquet, demand-2026-11-21.csv), or lie together in a
folder with a manifest.json and are published as one. What is published goes to done/, what the
contract refuses to refused/; what waits for an approval, or for another load to end, stays.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mlops.datasets import DATASETS
from mlops.pipeline.errors import APPROVABLE, Exit, LoadError
from mlops.pipeline.request import Options, Source
from mlops.pipeline.run import load
from mlops.pipeline.units import unit_sources
from support.models import LoadRun

DONE, REFUSED, MANIFEST = "done", "refused", "manifest.json"
_NAME = re.compile(rf"({'|'.join(DATASETS)})([-.].*)?\.(parquet|csv)")
_UPLOADING = (".part", ".tmp")
_OF_THE_FILE = {Exit.REJECTED, Exit.NO_FILE, Exit.READ_ERROR}
_OF_THE_MOMENT = {Exit.LOCKED}  # all else every file would meet: no database, a full disk


@dataclass(frozen=True)
class Delivery:
    """A file of the dataset, or a unit when dataset is None."""

    path: Path
    dataset: str | None

    def sources(self) -> list[Source]:
        """LoadError when the manifest of a unit cannot be read."""
        if self.dataset is None:
            return unit_sources(self.path)[1]
        return [Source(self.dataset, self.path)]


@dataclass
class Emptied:
    """What became of what lay in the folder: rows loaded; names by outcome, with the reason."""

    rows: int = 0
    published: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)


def empty(folder: Path, *, business_date: date) -> Emptied:
    """Load what lies in the folder, units first, then files in the order of the dataset table.

    LoadError for trouble that the next file would meet too: no database, a full disk.
    """
    lying = sorted(p for p in folder.iterdir() if _is_ready(p)) if folder.is_dir() else []
    found = list(_deliveries(lying))
    known = {delivery.path for delivery in found}
    emptied = Emptied()
    for path in lying:
        if path not in known:
            emptied.waiting[path.name] = "neither a unit nor named after a dataset"
    for delivery in found:
        _load(delivery, emptied, business_date, Options())
    return emptied


def load_approved(run: LoadRun, folder: Path, *, business_date: date) -> Emptied:
    """Load the file that the run held back, in spite of what it was held back for.

    LoadError NO_FILE when no file of that content lies in the folder.
    """
    lying = sorted(p for p in folder.iterdir() if _is_ready(p)) if folder.is_dir() else []
    for delivery in _deliveries(lying):
        if any(_digest(source.path) == run.sha256 for source in delivery.sources()):
            emptied = Emptied()
            _load(delivery, emptied, business_date, Options(approve=True))
            return emptied
    raise LoadError(
        "NO_FILE",
        f"the file of run {run.run_id} does not lie in the drop folder: load it with --approve",
        exit_code=Exit.NO_FILE,
    )


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _is_ready(path: Path) -> bool:
    is_ours = path.name in (DONE, REFUSED, MANIFEST) or path.name.startswith(".")
    return not is_ours and not path.name.endswith(_UPLOADING)


def _deliveries(lying: list[Path]) -> Iterator[Delivery]:
    yield from (Delivery(path, None) for path in lying if (path / MANIFEST).is_file())
    for dataset in DATASETS:
        for path in lying:
            name = _NAME.fullmatch(path.name)
            if name and name[1] == dataset and path.is_file():
                yield Delivery(path, dataset)


def _load(delivery: Delivery, emptied: Emptied, business_date: date, options: Options) -> None:
    name = delivery.path.name
    try:
        results = load(delivery.sources(), options)
    except LoadError as error:
        if error.code in APPROVABLE or error.exit_code in _OF_THE_MOMENT:
            emptied.waiting[name] = str(error)
        elif error.exit_code in _OF_THE_FILE:
            emptied.refused[name] = str(error)
            _put_away(delivery.path, REFUSED, business_date)
        else:
            raise
    else:
        emptied.rows += sum(result.rows_loaded or 0 for result in results)
        emptied.published.append(name)
        for held in (result for result in results if result.code in APPROVABLE):
            emptied.waiting[name] = f"{held.code}: {held.message}"
        _put_away(delivery.path, DONE, business_date)


def _put_away(path: Path, kind: str, business_date: date) -> None:
    """Move the file below done/ or refused/, into a folder of the day; never over another."""
    folder = path.parent / kind / business_date.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    place, number = folder / path.name, 1
    while place.exists():
        number += 1
        place = folder / f"{path.stem}.{number}{path.suffix}"
    path.rename(place)
