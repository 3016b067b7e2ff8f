"""Loads of demand: the first, the same again, and corrections of it."""

from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.perf import demand_files
from tests.perf.bench import Bench
from tests.perf.peers import DEMAND_BARE, Peers
from tests.perf.report import Goal, Row, at_least, at_most
from tests.perf.sizes import short

WRITERS = {
    "items": demand_files.write_item_major,
    "days": demand_files.write_date_order,
    "spread": demand_files.write_spread_correction,
    "month": demand_files.write_month_correction,
}
# A corrected row may cost this many times what it cost in the first load.
PROPORTIONAL = 5
Seconds = dict[str, list[float]]


def demand(bench: Bench) -> list[Row]:
    """Each repetition begins in a database without demand."""
    files = {name: _file(bench, name) for name in WRITERS}
    seconds: Seconds = defaultdict(list)
    rows: dict[str, int] = {}
    for _ in bench.repetitions():
        for order in ("days", "items"):
            bench.server.fresh()
            peers = Peers.on(bench.server, bench.files)
            csv = peers.csv(files[order], DEMAND_BARE)
            with bench.steps.step(f"peer: copy {csv.name} into a bare table"):
                seconds[f"bare {order}"].append(peers.copy(csv, "demand_bare", DEMAND_BARE))
            rows[order] = _load(bench, files[order], seconds, order)
        _load(bench, files["items"], seconds, "known")
        _load(bench, files["items"], seconds, "forced", "--force")
        for correction in ("spread", "month"):
            rows[correction] = _load(bench, files[correction], seconds, correction)
    return [*_bare(seconds, rows), *_again(seconds), *_corrections(seconds, rows)]


def _file(bench: Bench, name: str) -> Path:
    rows = bench.sizes.demand
    return bench.files.get(
        f"demand.{short(rows)}.{name}.parquet", lambda path: WRITERS[name](path, rows=rows)
    )


def _load(bench: Bench, file: Path, seconds: Seconds, name: str, *options: str) -> int:
    """Rows loaded; the seconds are noted under the name."""
    done = bench.load("demand", file, *options)
    seconds[name].append(done.seconds)
    return int(done.result["rows_loaded"] or 0)


def _bare(seconds: Seconds, rows: dict[str, int]) -> list[Row]:
    told = {"items": ("bare", "item after item"), "days": ("bare_by_day", "day after day")}
    return [
        Row(
            name=f"load.demand.{name}",
            ours=rows[order] / median(seconds[order]),
            peer=rows[order] / median(seconds[f"bare {order}"]),
            unit="rows/s",
            goal=at_least(0.5),
            about=f"`load_dataset demand` of {rows[order]:,} rows of three years, {how}, the first"
            " load / `\\copy` of the same rows into an unlogged table without index",
        )
        for order, (name, how) in told.items()
    ]


def _again(seconds: Seconds) -> list[Row]:
    return [
        _beside_first(
            seconds, "again", "known", at_most(0.05), "the same file again, found to be known"
        ),
        _beside_first(
            seconds, "again_forced", "forced", at_most(1),
            "the same file again with `--force`: every row is compared, none changes",
        ),
    ]  # fmt: skip


def _corrections(seconds: Seconds, rows: dict[str, int]) -> list[Row]:
    told = {
        "spread": ("correction", "every hundredth row changed, in all months"),
        "month": ("correction_month", "every row of one month changed"),
    }
    return [
        _beside_first(
            seconds, name, correction, at_most(round(PROPORTIONAL * share, 3)),
            f"{how}: {share:.1%} of the rows; proportional means at most {PROPORTIONAL} times that"
            " share of the time",
        )
        for correction, (name, how) in told.items()
        for share in [rows[correction] / rows["items"]]
    ]  # fmt: skip


def _beside_first(seconds: Seconds, name: str, what: str, goal: Goal, about: str) -> Row:
    return Row(
        name=f"load.demand.{name}",
        ours=median(seconds[what]),
        peer=median(seconds["items"]),
        unit="s",
        goal=goal,
        about=f"{about} / the first load",
    )
