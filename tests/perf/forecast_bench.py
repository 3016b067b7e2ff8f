"""`make bench-forecast`: every model against the goals, on data that lies outside the project."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from nova.settings.env import BASE_DIR, DATA_DIR
from tests.perf import report
from tests.perf.forecast_page import write_page
from tests.perf.forecast_parts import PARTS, Part
from tests.perf.forecast_scale import scale
from tests.perf.steps import Steps

PAGE = BASE_DIR / "docs" / "forecast-benchmarks.md"
DOCUMENT = DATA_DIR / "bench.json"
FILES = {
    "store_item": "store_item.parquet",
    "carparts": "carparts_monthly.parquet",
    "procurement": "procurement.xlsx",
}
SCALE = "scale"
EXAMPLES = """examples:
  make bench-forecast BENCH_DATA=~/data                    all of it, about half an hour
  make bench-forecast BENCH_DATA=~/data PARTS=carparts     one data set; the other rows are kept

The folder holds store_item.parquet (date, store, item, sales), carparts_monthly.parquet (month,
part, qty) and procurement.xlsx, the company's workbook; what is missing is skipped and said.
"""


def main(arguments: Sequence[str]) -> int:
    """0 also when a goal is missed: the page says so. 2 for wrong arguments."""
    options = _parser().parse_args(arguments)
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    if not options.data or not options.data.is_dir():
        console.print("bench-forecast not run: BENCH_DATA names no folder with the data sets")
        return 0
    for name in options.parts:
        if name != SCALE and not (options.data / FILES[name]).exists():
            console.print(f"{name} not run: {options.data / FILES[name]} is not there")
            continue
        with Steps(console) as steps, steps.step(name):
            part = scale() if name == SCALE else PARTS[name](options.data, lambda _label: None)
        _show(part, console)
        _keep(part)
    return 0


def _show(part: Part, console: Console) -> None:
    console.print(f"\n{part.title}")
    if part.scores:
        table = Table(box=box.SIMPLE_HEAD)
        for heading in asdict(part.scores[0]):
            table.add_column(heading, no_wrap=True)
        for score in part.scores:
            table.add_row(*(_cell(value) for value in asdict(score).values()))
        console.print(table)
    report.show([row.entry(_conditions()) for row in part.rows], console)


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else report.figure(value)


def _keep(part: Part) -> None:
    """The rows beside those of `make bench`, and the page with the part's table."""
    fresh = [row.entry(_conditions()) for row in part.rows]
    entries = report.merged(report.read(DOCUMENT), fresh, whole_suite=None)
    report.write_document(entries, DOCUMENT)
    write_page(part, fresh, page=PAGE)


def _conditions() -> report.Conditions:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return report.Conditions(
        command="make bench-forecast BENCH_DATA=…",
        machine=f"{os.cpu_count()} cores, {memory:.0f} GB of memory, one thread",
    )


def _parts(text: str) -> list[str]:
    names = [*PARTS, SCALE]
    asked = text.split(",")
    if unknown := ", ".join(sorted(set(asked) - set(names))):
        raise argparse.ArgumentTypeError(f"{unknown}: there are {', '.join(names)}")
    return [name for name in names if name in asked]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench-forecast",
        description="Models against each other and against goals, by rolling origins.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    given = os.environ.get("BENCH_DATA")
    parser.add_argument(
        "--data", type=Path, default=Path(given) if given else None, help="default: $BENCH_DATA"
    )
    parser.add_argument(
        "--parts", type=_parts, default=",".join([*PARTS, SCALE]), help="with commas (default all)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
