"""What was measured: one row per comparison, kept in a JSON file and shown as a page.

A run of one suite replaces that suite's rows and leaves the other suites' alone.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

HEADER = """# Benchmarks

Written by `make bench`. Ours and the peer run on the same machine in turns, in one run, and medians
are compared. Ratios are what to quote: the figures behind them depend on the machine.
"""
TABLE_HEAD = (
    "| measure | result | goal | reached | ours | peer | what is compared |\n"
    "|---|---|---|---|---|---|---|"
)
Entry = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """A bound, included: at_least says on which side of it a figure should lie."""

    bound: float
    at_least: bool

    def reached(self, figure: float) -> bool:
        return figure >= self.bound if self.at_least else figure <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.bound:g}"


def at_least(bound: float) -> Goal:
    return Goal(bound, at_least=True)


def at_most(bound: float) -> Goal:
    return Goal(bound, at_least=False)


@dataclass(frozen=True)
class Conditions:
    """How rows were measured, and on what: no word of it names the machine."""

    command: str
    machine: str


@dataclass(frozen=True)
class Row:
    """One comparison, of medians in `unit`. The goal is for the ratio, without a peer for ours.

    ratio: ours over peer, or with how_much_less peer over ours; about: what is compared.
    """

    name: str
    ours: float
    unit: str
    about: str
    peer: float | None = None
    goal: Goal | None = None
    how_much_less: bool = False

    @property
    def ratio(self) -> float | None:
        if self.peer is None:
            return None
        return self.peer / self.ours if self.how_much_less else self.ours / self.peer

    @property
    def ok(self) -> bool | None:
        """Whether the goal is reached; None when there is none."""
        if self.goal is None:
            return None
        return self.goal.reached(self.ours if self.ratio is None else self.ratio)

    def entry(self, conditions: "Conditions") -> Entry:
        """The row as the JSON file keeps it."""
        return {
            "name": self.name,
            "ours": _rounded(self.ours),
            "peer": _rounded(self.peer),
            "unit": self.unit,
            "ratio": _rounded(self.ratio),
            "goal": None if self.goal is None else str(self.goal),
            "ok": self.ok,
            "about": self.about,
            **asdict(conditions),
        }


def merged(
    kept: Sequence[Entry], fresh: Sequence[Entry], *, whole_suite: str | None
) -> list[Entry]:
    """Kept rows with the fresh ones in place of their namesakes, new ones last; by suite.

    whole_suite: all its kept rows go, as after a complete run of it.
    """
    by_name = {
        entry["name"]: entry for entry in kept if whole_suite is None or suite(entry) != whole_suite
    }
    by_name |= {entry["name"]: entry for entry in fresh}
    return sorted(by_name.values(), key=suite)


def suite(entry: Entry) -> str:
    return str(entry["name"]).partition(".")[0]


def read(path: Path) -> list[Entry]:
    """The rows of earlier runs; none when there was no run."""
    if not path.exists():
        return []
    entries: list[Entry] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def write(entries: Sequence[Entry], *, document: Path, page: Path) -> None:
    """The rows as JSON and as a page."""
    write_document(entries, document)
    page.write_text(markdown(entries), encoding="utf-8")


def write_document(entries: Sequence[Entry], document: Path) -> None:
    """The rows as JSON."""
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def markdown(entries: Sequence[Entry]) -> str:
    """The page: one table for each suite, with what it was measured on."""
    parts = [HEADER]
    for name, group in groupby(entries, key=suite):
        rows = list(group)
        told = dict.fromkeys(f"- `{row['command']}`\n  {row['machine']}" for row in rows)
        table = [TABLE_HEAD, *map(table_row, rows)]
        parts.append("\n".join([f"## {name}\n", *told, "", *table, ""]))
    return "\n".join(parts)


def table_row(entry: Entry) -> str:
    """The row as a line of a page's table, below TABLE_HEAD."""
    return f"| {' | '.join(_cells(entry))} |"


def _cells(entry: Entry) -> tuple[str, ...]:
    ratio, unit = entry["ratio"], entry["unit"]
    result = f"{figure(entry['ours'])} {unit}" if ratio is None else f"{figure(ratio)} ×"
    goal = (
        "—" if entry["goal"] is None else str(entry["goal"]).replace(">=", "≥").replace("<=", "≤")
    )
    reached = {True: "yes", False: "**no**", None: "—"}[entry["ok"]]
    ours, peer = (
        "—" if value is None else f"{figure(value)} {unit}"
        for value in (entry["ours"], entry["peer"])
    )
    return (f"`{entry['name']}`", f"**{result}**", goal, reached, ours, peer, entry["about"])


def show(entries: Sequence[Entry], console: Console) -> None:
    """The rows for whoever waited for them."""
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("measure", "result", "goal", "reached", "ours", "peer"):
        table.add_column(heading, no_wrap=True)
    for entry in entries:
        cells = (cell.strip("*`") for cell in _cells(entry))
        table.add_row(*list(cells)[:6])
    console.print(table)


def figure(value: float) -> str:
    """About three digits that count: 1,234,000 and 0.0123, never more than the measure knows."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")
