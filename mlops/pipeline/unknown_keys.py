"""The distinct keys of a file that no dimension has: what to load first, or to correct."""

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

MOST_KEPT = 1000  # of a column; a file may hold millions
MOST_SHOWN = 10
LONGEST = 60


@dataclass
class UnknownKeys:
    """Rows by key and column, in the order in which the keys were met."""

    found: dict[str, Counter[str]] = field(default_factory=dict)

    def note(self, column: str, keys: pa.Array) -> None:
        """One key a row."""
        known = self.found.setdefault(column, Counter())
        for pair in pc.value_counts(keys).to_pylist():
            key = str(pair["values"])[:LONGEST]
            if key in known or len(known) < MOST_KEPT:
                known[key] += pair["counts"]

    def words(self) -> str:
        """For the end of a message; empty when every key is known."""
        return "".join(
            f"; unknown {column}: {_listed(keys)}" for column, keys in self.found.items()
        )

    def plain(self) -> dict[str, dict[str, int]]:
        return {column: dict(keys) for column, keys in self.found.items()}


def _listed(keys: Counter[str]) -> str:
    shown = ", ".join(f"{key!r} × {rows:,}" for key, rows in list(keys.items())[:MOST_SHOWN])
    rest = len(keys) - MOST_SHOWN
    return f"{shown} and {rest:,} more" if rest > 0 else shown
