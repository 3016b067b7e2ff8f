"""What the move of STOCK tells at the terminal."""

from collections.abc import Iterable

from rich import box
from rich.table import Table

from mlops.management.stock_migration import Comparison, Piece
from mlops.pipeline import wording
from mlops.pipeline.console import terminal
from mlops.sources.mysql.export import Extent

WIDTH = 120  # where it is no terminal


def print_pieces(counted: Iterable[tuple[Piece, Extent]]) -> None:
    table = _table("piece", "rows", "sum")
    for piece, extent in counted:
        table.add_row(piece.name, wording.count(extent.rows), wording.figure(extent.amount))
    terminal(width=WIDTH).print(table)


def print_comparisons(compared: Iterable[Comparison]) -> None:
    table = _table("month", "rows in STOCK", "rows here", "sum in STOCK", "sum here")
    table.add_column("")
    for one in compared:
        table.add_row(
            one.piece.name,
            wording.count(one.before.rows),
            wording.count(one.after.rows),
            wording.figure(one.before.amount),
            wording.figure(one.after.amount),
            "" if one.is_equal else "DIFFERS",
        )
    terminal(width=WIDTH).print(table)


def _table(name: str, *figures: str) -> Table:
    table = Table(name, box=box.SIMPLE_HEAD)
    for figure in figures:
        table.add_column(figure, justify="right")
    return table
