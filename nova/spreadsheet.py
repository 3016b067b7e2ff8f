"""Text on its way into a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

# East Asian spreadsheets take the wide signs too (OWASP, CSV Injection).
_AT_THE_START = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# One that splits cells elsewhere finds a start within; a number behind a comma stays one.
_WITHIN = re.compile(r"(?<=[;,\t\r\n])(?=[=@＝＠]|[+\-＋－](?![0-9.]))")


def harmless(text: str) -> str:
    """The text; behind an apostrophe wherever a spreadsheet would run it as a formula."""
    within = _WITHIN.sub("'", text)
    return f"'{within}" if _AT_THE_START.match(within) else within


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
