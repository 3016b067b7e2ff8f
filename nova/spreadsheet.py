"""Text on its way into a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text; behind an apostrophe when a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Echo:
    """What a csv writer writes to, handing back the line."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> Iterator[str]:
    """Each row as a line of CSV; text is harmless, None is empty, figures are as they are."""
    writer = csv.writer(_Echo(), delimiter=delimiter)
    for row in rows:
        line: str = writer.writerow(
            [harmless(cell) if isinstance(cell, str) else cell for cell in row]
        )
        yield line
