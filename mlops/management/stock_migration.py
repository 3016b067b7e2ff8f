"""STOCK, moved through the loaders month by month: resumable, and compared when it is over."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pymysql
from django.db import connection as postgres
from pymysql.cursors import SSCursor

from core.archive.session import file_errors
from core.errors import Exit, UpkeepError
from mlops.datasets import DATASETS
from mlops.pipeline.ingest import Progress
from mlops.pipeline.request import Options, Source
from mlops.pipeline.run import load
from mlops.sources.mysql.export import Extent, columns_of, export, extent, months, stock
from mlops.sources.mysql.tables import TABLES, Table
from support.models import LoadRun


@dataclass(frozen=True)
class Piece:
    """One load: a dimension, or one month of a fact."""

    table: Table
    month: date | None

    @property
    def name(self) -> str:
        return self.table.dataset + (f"-{self.month:%Y-%m}" if self.month else "")


@dataclass(frozen=True)
class Comparison:
    """Both sides of one month of a fact after it was moved."""

    piece: Piece
    before: Extent
    after: Extent

    @property
    def is_equal(self) -> bool:
        return self.before.rows == self.after.rows and self.before.amount == self.after.amount


def pieces(url: str) -> list[Piece]:
    """What there is to move, in the order in which one thing names the other."""
    with _stock(url) as mysql:
        found: list[Piece] = []
        for table in TABLES:
            if not columns_of(mysql, table):
                continue
            days = months(mysql, table) if table.dated else [None]
            found += [Piece(table, day) for day in days]
    return found


def counted(url: str, found: list[Piece]) -> Iterator[tuple[Piece, Extent]]:
    """What STOCK holds of each piece."""
    with _stock(url) as mysql:
        for piece in found:
            yield piece, extent(mysql, piece.table, piece.month)


def move(url: str, piece: Piece, folder: Path, options: Options, progress: Progress) -> None:
    """Export the piece, unless an earlier try has, and load it, unless it was loaded.

    LoadError when the loader refuses it; UpkeepError when STOCK or the folder fails.
    """
    path = folder / f"{piece.name}.parquet"
    with file_errors():
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            progress(f"{piece.name}: read", 0, None)
            with _stock(url) as mysql:
                export(mysql, piece.table, piece.month, path)
        with path.open("rb") as exported:
            sha256 = hashlib.file_digest(exported, "sha256").hexdigest()
    dataset = piece.table.dataset
    if not LoadRun.objects.published(dataset).filter(sha256=sha256).exists():
        load([Source(dataset, path)], options, own_files=True, progress=progress)


def compare(url: str, moved: list[Piece]) -> Iterator[Comparison]:
    """Rows and amounts of each month of the facts, there and here."""
    with _stock(url) as mysql:
        for piece in moved:
            if piece.month is not None:
                before = extent(mysql, piece.table, piece.month)
                yield Comparison(piece, before, _here(piece.table, piece.month))


def _here(table: Table, month: date) -> Extent:
    target = DATASETS[table.dataset].target
    with postgres.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), sum({table.amount}) FROM {target}"  # noqa: S608 - names of ours
            f" WHERE {table.dated} >= %s AND {table.dated} < %s + INTERVAL '1 month'",
            [month, month],
        )
        return Extent(*cursor.fetchone())


@contextmanager
def _stock(url: str) -> Iterator["pymysql.Connection[SSCursor]"]:
    """The connection to STOCK; its trouble as an UpkeepError, which shows no password."""
    try:
        with stock(url) as mysql:
            yield mysql
    except ValueError as error:
        raise UpkeepError("BAD_ADDRESS", f"MYSQL_URL: {error}", Exit.BAD_CONFIG) from None
    except pymysql.err.OperationalError as error:
        raise UpkeepError("NO_DATABASE", f"STOCK: {error.args[-1]}", Exit.NO_DATABASE) from error
    except pymysql.err.MySQLError as error:
        raise UpkeepError("STOCK", f"STOCK: {error.args[-1]}", Exit.IO_ERROR) from error
