"""`make bench`: runs the suites and writes what they measured."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console

from nova.settings.env import BASE_DIR, DATA_DIR
from tests.perf import report
from tests.perf.api_suite import API
from tests.perf.bench import Bench, Suite
from tests.perf.kpi_suite import KPIS
from tests.perf.load_suite import LOAD
from tests.perf.made_files import MadeFiles
from tests.perf.recommend_suite import RECOMMEND
from tests.perf.server import Server
from tests.perf.sizes import Sizes, rows
from tests.perf.steps import Steps
from tests.perf.web_suite import WEB

SUITES = {suite.name: suite for suite in (LOAD, KPIS, RECOMMEND, API, WEB)}
ALL = "all"
PAGE = BASE_DIR / "docs" / "benchmarks.md"
DOCUMENT = DATA_DIR / "bench.json"
EXAMPLES = """examples:
  make bench                                     both suites: 2M and 10M rows, an hour or so
  make bench SUITE=kpi                          one of them
  make bench SCALE=200k LARGE=1M DEMAND=200k READERS=200k REPEAT=1     a try, a few minutes
  make bench PARTS=forecasts,switch REPEAT=5     some parts; the other rows of the page are kept
  make bench SUITE=api SCALE=1M ARGS=--keep      again, with the data that are loaded already

The page is docs/benchmarks.md, the same rows are in .data/bench.json. Everything happens in a
private PostgreSQL below .data/bench, where made files are kept between runs.
"""


def main(arguments: Sequence[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    asked = _asked(parser, options.suite, options.parts)
    sizes = Sizes(options.scale, options.large, options.demand, options.readers, options.repeat)
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _bench(sizes, console, keeps_data=options.keep) as bench:
            for suite, parts in asked:
                report.show(_measure(suite, parts, bench), console)
    except KeyboardInterrupt:
        console.print(f"stopped; {PAGE.name} has the parts that were done")
        return 128 + signal.SIGINT
    return 0


def _asked(
    parser: argparse.ArgumentParser, suite: str, parts: str | None
) -> list[tuple[Suite, list[str]]]:
    """The suites to run, each with its parts; ends the program when one is of none of them."""
    suites = list(SUITES.values()) if suite == ALL else [SUITES[suite]]
    known = [part for each in suites for part in each.parts]
    named = parts.split(",") if parts else known
    if unknown := ", ".join(sorted(set(named) - set(known))):
        parser.error(f"--parts: {unknown}: {suite} has {', '.join(known)}")
    chosen = [(each, [part for part in each.parts if part in named]) for each in suites]
    return [(each, of_suite) for each, of_suite in chosen if of_suite]


@contextmanager
def _bench(sizes: Sizes, console: Console, *, keeps_data: bool) -> Iterator[Bench]:
    """A bench whose server ends with the block."""
    server = Server.at(DATA_DIR / "bench")
    try:
        with Steps(console) as steps:
            files = MadeFiles.below(server.folder / "files", steps)
            yield Bench(server, files, sizes, steps, keeps_data)
    finally:
        server.stop()


def _measure(suite: Suite, parts: Sequence[str], bench: Bench) -> list[report.Entry]:
    """The rows measured; page and document have them as soon as their part is done."""
    fresh: list[report.Entry] = []
    is_whole = set(parts) == set(suite.parts)
    for measured in suite.run(bench, parts):
        conditions = _conditions(suite, None if is_whole else parts, bench)
        fresh += [row.entry(conditions) for row in measured]
        _keep(fresh, whole_suite=None)
    if is_whole:
        _keep(fresh, whole_suite=suite.name)
    return fresh


def _keep(fresh: list[report.Entry], *, whole_suite: str | None) -> None:
    entries = report.merged(report.read(DOCUMENT), fresh, whole_suite=whole_suite)
    report.write(entries, document=DOCUMENT, page=PAGE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench",
        description="Ours and its peers on this machine, in one run: medians and ratios.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    told = "; ".join(f"{suite.name}: {', '.join(suite.parts)}" for suite in SUITES.values())
    parser.add_argument(
        "suite",
        choices=[*SUITES, ALL],
        nargs="?",
        default=ALL,
        help="default all",
    )
    parser.add_argument("--scale", type=rows, default="2M", help="forecasts (default 2M)")
    parser.add_argument("--large", type=rows, default="10M", help="many forecasts (default 10M)")
    parser.add_argument("--demand", type=rows, default="10M", help="demand rows (default 10M)")
    parser.add_argument(
        "--readers", type=rows, default="1M", help="forecasts published under readers (default 1M)"
    )
    parser.add_argument("--repeat", type=rows, default="3", help="repetitions (default 3)")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="measure again what the api or web suite has loaded before",
    )
    parser.add_argument("--parts", help=f"of {told}, with commas (default all)")
    return parser


def _conditions(suite: Suite, parts: Sequence[str] | None, bench: Bench) -> report.Conditions:
    only = f" PARTS={','.join(parts)}" if parts else ""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return report.Conditions(
        command=f"make bench SUITE={suite.name} {bench.sizes.as_make()}{only}",
        machine=f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {bench.server.version()};"
        f" medians of {bench.sizes.repeat}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
