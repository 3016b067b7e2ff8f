"""What came of the faults, as one table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

HEADER = ("fault", "dataset", "tries", "old", "new", "left", "bad", "longest s", "exit codes")


@dataclass
class Figures:
    """One fault on one dataset: tries by what readers saw after it, by exit code, and faults.

    left: tries after which a table stood in staging until the next load removed it; longest:
    seconds until the loader had ended and its session was gone.
    """

    fault: str
    dataset: str
    tries: int = 0
    shown: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    left: int = 0
    longest: float = 0.0
    bad: list[str] = field(default_factory=list)

    def note(self, shown: str, code: int, taken: float, *, left: bool) -> None:
        """One try more."""
        self.tries += 1
        self.shown[shown] += 1
        self.codes[str(code)] += 1
        self.longest = max(self.longest, taken)
        self.left += left

    def row(self) -> tuple[str, ...]:
        codes = ", ".join(f"{code} × {count}" for code, count in sorted(self.codes.items()))
        counts = (self.tries, self.shown["old"], self.shown["new"], self.left, len(self.bad))
        return (self.fault, self.dataset, *map(str, counts), f"{self.longest:.1f}", codes)

    def plain(self) -> dict[str, Any]:
        """The same for another process."""
        return {**vars(self), "shown": dict(self.shown), "codes": dict(self.codes)}


def table(told: Iterable[dict[str, Any]]) -> list[str]:
    """Lines of the table, with a last one that sums the tries and the bad states."""
    figures = [
        Figures(**{**plain, "shown": Counter(plain["shown"]), "codes": Counter(plain["codes"])})
        for plain in told
    ]
    rows = [HEADER, *(one.row() for one in figures)]
    tries, bad = sum(one.tries for one in figures), sum(len(one.bad) for one in figures)
    rows.append(("all", "", str(tries), "", "", "", str(bad), "", ""))
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADER))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
