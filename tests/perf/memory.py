"""Memory of a process and everything it started, sampled while it runs."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.perf.watcher import Watcher

SAMPLE_EVERY_S = 0.05
_FIELD = re.compile(r"^(Pss|Rss):\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Memory:
    """Megabytes of 10^6 bytes. pss divides a shared page among its users, rss counts it in each."""

    pss: float = 0.0
    rss: float = 0.0

    def __add__(self, other: "Memory") -> "Memory":
        return Memory(self.pss + other.pss, self.rss + other.rss)

    def at_least(self, other: "Memory") -> "Memory":
        """The larger of both, each figure by itself."""
        return Memory(max(self.pss, other.pss), max(self.rss, other.rss))


class PeakMemory(Watcher):
    """Watches the process `pid` and its descendants; `peak` is the largest sum of one moment."""

    def __init__(self, pid: int) -> None:
        super().__init__(SAMPLE_EVERY_S)
        self.pid = pid
        self.peak = Memory()

    def look(self) -> None:
        self.peak = self.peak.at_least(of_tree(self.pid))


def of_tree(pid: int) -> Memory:
    """Memory of the process and its descendants now; nothing for those that have ended."""
    return sum((of_process(one) for one in descendants(pid)), start=Memory())


def of_process(pid: int) -> Memory:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return Memory()
    kilobytes = {name: int(value) for name, value in _FIELD.findall(told)}
    return Memory(pss=kilobytes["Pss"] * 1024 / 1e6, rss=kilobytes["Rss"] * 1024 / 1e6)


def descendants(pid: int) -> list[int]:
    """The process itself and all below it."""
    found = [pid]
    for one in found:  # grows while it is walked
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found
