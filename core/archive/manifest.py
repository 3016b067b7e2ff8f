"""manifest.json beside an archived month: what the file is, and what is needed to bring it back."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.archive.shape import Column, Shape
from core.errors import Exit, UpkeepError
from core.partitions import Month

VERSION = 1
NAME = "manifest.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Manifest:
    """One archived month.

    sha256: of the file's bytes. content_sha256: of the rows as PostgreSQL writes them, in their
    order (see Shape.sorted_by). first_date and last_date: of the rows, None when there are none.
    """

    fact: str
    table: str
    month: date
    next_month: date
    file: str
    sha256: str
    size: int
    rows: int
    first_date: date | None
    last_date: date | None
    content_sha256: str
    shape: Shape
    definitions: dict[str, list[str]]
    archived_at: str
    app_version: str
    server_version: str

    def text(self) -> str:
        told = {"version": VERSION, **asdict(self), **asdict(self.shape)}
        del told["shape"]
        for column, name in zip(told["columns"], self.shape.schema, strict=True):
            column["file_type"] = str(name.type)
        return json.dumps(told, default=str, ensure_ascii=False, indent=2) + "\n"


def place_of(folder: Path, month: Month) -> Path:
    """Where a month lies in an archive: a folder of its own, below its fact's."""
    return folder / month.fact / f"{month.first_day:%Y-%m}"


def file_name(month: Month) -> str:
    return f"{month.table}.parquet"


def read_manifest(place: Path) -> Manifest:
    """The manifest of an archived month's folder; UpkeepError when it is missing or no manifest."""
    try:
        told = json.loads((place / NAME).read_text(encoding="utf-8"))
        return _manifest(told)
    except FileNotFoundError:
        raise UpkeepError("NO_ARCHIVE", f"{place} has no {NAME}", Exit.NO_FILE) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UpkeepError("BAD_MANIFEST", f"{place / NAME}: {error!r}") from error


def _manifest(told: dict[str, Any]) -> Manifest:
    if told["version"] != VERSION:
        raise ValueError(f"version {told['version']!r}: known is {VERSION}")
    _refuse_foreign_names(told)
    days: dict[str, Any] = {name: _day(told[name]) for name in _DAYS}
    plain: dict[str, Any] = {name: told[name] for name in _PLAIN}
    return Manifest(shape=_shape(told), **days, **plain)


def _refuse_foreign_names(told: dict[str, Any]) -> None:
    """What a file or table is called follows from its month, so a manifest cannot lead astray."""
    table = f"{told['fact']}_{date.fromisoformat(told['month']):%Y_%m}"
    if (told["table"], told["file"]) != (table, f"{table}.parquet"):
        raise ValueError(f"table {told['table']!r} or file {told['file']!r} is not {table}'s")
    if not all(_SHA256.fullmatch(told[name]) for name in ("sha256", "content_sha256")):
        raise ValueError("a sha256 has not 64 hexadecimal digits")


def _shape(told: dict[str, Any]) -> Shape:
    columns = (
        Column(**{name: value for name, value in column.items() if name != "file_type"})
        for column in told["columns"]
    )
    return Shape(tuple(columns), tuple(told["numbered"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_DAYS = ("month", "next_month", "first_date", "last_date")
_PLAIN = (
    "fact", "table", "file", "sha256", "size", "rows", "content_sha256", "definitions",
    "archived_at", "app_version", "server_version",
)  # fmt: skip
