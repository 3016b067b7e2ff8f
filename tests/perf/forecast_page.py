"""The page of the forecast benchmark: a section for each part, replaced by each run of it."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.perf import report
from tests.perf.forecast_parts import Part

HEADER = """# Forecast benchmarks

Written by `make bench-forecast`, but for what stands under *What was tried*. Models learn anew at
each past origin and are held against what came; figures are means over origins. Ratios are what to
quote. SPL: scaled pinball loss of demand summed over a lead time; bias: forecast less actual over
actual; floor: WAPE over that of the best means in hindsight; cpu: seconds of learning and
forecasting at one origin.
"""
TRIED = "## What was tried\n"
SECTION = re.compile(r"^## ", re.MULTILINE)


def write_page(part: Part, entries: Sequence[report.Entry], *, page: Path) -> None:
    """Puts the part's section in place of its older one; the rest of the page stays."""
    kept = _sections(page.read_text(encoding="utf-8")) if page.exists() else {}
    tried = kept.pop(TRIED.strip("# \n"), "")
    kept[_key(part.title)] = _section(part, entries)
    sections = [f"## {body}" for body in kept.values()]
    if tried:
        sections.append(f"## {tried}")
    page.write_text("\n".join([HEADER, *sections]), encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    bodies = SECTION.split(text)[1:]
    return {_key(body.partition("\n")[0]): body.rstrip("\n") + "\n" for body in bodies}


def _key(title: str) -> str:
    return title.partition(":")[0]


def _section(part: Part, entries: Sequence[report.Entry]) -> str:
    lines = [part.title, ""]
    if part.scores:
        headings = [name.replace("_", " ") for name in asdict(part.scores[0])]
        lines += [f"| {' | '.join(headings)} |", "|---" * len(headings) + "|"]
        for score in part.scores:
            cells = (v if isinstance(v, str) else report.figure(v) for v in asdict(score).values())
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    lines += [report.TABLE_HEAD, *(report.table_row(entry) for entry in entries), ""]
    return "\n".join(lines)
