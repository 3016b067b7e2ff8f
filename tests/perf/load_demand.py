"""Loads of demand: the first, the same again, and corrections of it."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from tests.perf import demand_files
from tests.perf.bench import Bench
from tests.perf.demand_files import write_spread_correction
from tests.perf.loads import Load, steps_told
from tests.perf.peers import DEMAND_BARE, Peers
from tests.perf.report import Goal, Row, at_least, at_most
from tests.perf.sizes import short

WRITERS: dict[str, Callable[..., None]] = {
    "items": demand_files.write_item_major,
    "days": demand_files.write_date_order,
    "one": partial(write_spread_correction, every=100),
    "two": partial(write_spread_correction, every=50),
    "month": demand_files.write_month_correction,
}
CORRECTIONS = ("one", "two", "month")
# The goal is against the last, which writes and keeps what the load writes and keeps, so that keys,
# indexes and rules are all that a bare table saves; the others do less.
PEERS = {
    "bare": "an unlogged table of the file's columns, without index",
    "columns": "an unlogged table of the published table's columns, without index or rule",
    "logged": "a table of those columns that is logged, as the published one is: what outlives a"
    " crash beside what does",
}
ORDERS = {"items": "item after item", "days": "day after day"}
# Twice the correction, twice the time, and a tenth for what two runs of one file differ by.
PROPORTIONAL = 2.2
NO_OP_S = 5  # whatever the size of the file: the start of the process and a look at its digest
Seconds = dict[str, list[float]]


def demand(bench: Bench) -> list[Row]:
    """Each repetition begins in a database without demand."""
    files = {name: _file(bench, name) for name in WRITERS}
    seconds: Seconds = defaultdict(list)
    first: list[Load] = []
    rows: dict[str, int] = {}
    for _ in bench.repetitions():
        for order in ("days", "items"):
            bench.server.fresh()
            _copy(bench, files[order], seconds, order)
            loaded = _load(bench, files[order], seconds, order)
            first.append(loaded)
            rows[order] = loaded.rows
        _load(bench, files["items"], seconds, "known")
        _load(bench, files["items"], seconds, "forced", "--force")
        for correction in CORRECTIONS:
            rows[correction] = _load(bench, files[correction], seconds, correction).rows
    return [
        *_bare(seconds, rows, steps_told(first)),
        *_again(seconds),
        *_corrections(seconds, rows),
    ]


def _file(bench: Bench, name: str) -> Path:
    rows = bench.sizes.demand
    return bench.files.get(
        f"demand.{short(rows)}.{name}.parquet", lambda path: WRITERS[name](path, rows=rows)
    )


def _copy(bench: Bench, file: Path, seconds: Seconds, order: str) -> None:
    peers = Peers.on(bench.server, bench.files)
    csv = peers.csv(file, DEMAND_BARE)
    for peer in PEERS:
        with bench.steps.step(f"peer: copy {csv.name} into demand_{peer}"):
            seconds[f"{peer} {order}"].append(peers.copy(csv, f"demand_{peer}", DEMAND_BARE))


def _load(bench: Bench, file: Path, seconds: Seconds, name: str, *options: str) -> Load:
    """The seconds are noted under the name."""
    done = bench.load("demand", file, *options)
    seconds[name].append(done.seconds)
    return done


def _bare(seconds: Seconds, rows: dict[str, int], steps: str) -> list[Row]:
    return [
        Row(
            name=f"load.demand.{peer}" + ("_by_day" if order == "days" else ""),
            ours=rows[order] / median(seconds[order]),
            peer=rows[order] / median(seconds[f"{peer} {order}"]),
            unit="rows/s",
            goal=at_least(0.5) if peer == "logged" else None,
            about=f"`load_dataset demand` of {rows[order]:,} rows of three years, {how}, the first"
            f" load / `\\copy` of the same rows into {table}; steps of ours: {steps}",
        )
        for order, how in ORDERS.items()
        for peer, table in PEERS.items()
    ]


def _again(seconds: Seconds) -> list[Row]:
    return [
        Row(
            name="load.demand.again",
            ours=median(seconds["known"]),
            unit="s",
            goal=at_most(NO_OP_S),
            about="the same file again, found to be known and left alone, from the start of the"
            " process to its end",
        ),
        _beside(
            seconds, "again_forced", "forced", "items", at_most(1),
            "the same file again with `--force`: every row is compared, none changes / the first"
            " load",
        ),
    ]  # fmt: skip


def _corrections(seconds: Seconds, rows: dict[str, int]) -> list[Row]:
    share = {name: f"{rows[name] / rows['items']:.1%} of the rows" for name in CORRECTIONS}
    return [
        _beside(
            seconds, "correction", "two", "one", at_most(PROPORTIONAL),
            f"a correction of {share['two']}, in all months / one of {share['one']}: proportional"
            " means twice the time",
        ),
        _beside(
            seconds, "correction_of_all", "one", "items", None,
            f"the correction of {share['one']}, in all months / the first load",
        ),
        _beside(
            seconds, "correction_month", "month", "items", None,
            f"every row of one month changed, {share['month']} / the first load",
        ),
    ]  # fmt: skip


def _beside(
    seconds: Seconds, name: str, ours: str, peer: str, goal: Goal | None, about: str
) -> Row:
    return Row(
        name=f"load.demand.{name}",
        ours=median(seconds[ours]),
        peer=median(seconds[peer]),
        unit="s",
        goal=goal,
        about=about,
    )
