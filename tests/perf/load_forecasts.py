"""Loads of forecasts against \\copy and to_sql, their memory, and how they grow."""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.perf.bench import Bench
from tests.perf.loads import Load, drop_retired_runs, steps_told
from tests.perf.peers import FORECASTS_BARE, FORECASTS_SPECIFIED, Peers
from tests.perf.report import Row, at_least, at_most
from tests.perf.sizes import short

TO_SQL_ROWS = 50_000


@dataclass
class _Rates:
    """Rows a second by repetition."""

    bare: list[float] = field(default_factory=list)
    specified: list[float] = field(default_factory=list)
    to_sql: list[float] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)


def against_peers(bench: Bench) -> list[Row]:
    """Each load replaces a champion of its own size, as a night's load does."""
    bench.server.fresh()
    file = bench.forecasts(bench.sizes.scale)
    rows = int(bench.load("forecasts", file).result["rows_loaded"])
    slice_rows = min(TO_SQL_ROWS, rows)
    peers = Peers.on(bench.server, bench.files)
    rates = _Rates()
    for _ in bench.repetitions():
        rates.bare.append(rows / _copy(bench, peers, file, "forecasts_bare", FORECASTS_BARE))
        rates.loads.append(bench.load("forecasts", file, "--force"))
        drop_retired_runs(bench.server)
        seconds = _copy(bench, peers, file, "forecasts_specified", FORECASTS_SPECIFIED)
        rates.specified.append(rows / seconds)
        part = peers.first_rows(file, FORECASTS_SPECIFIED, slice_rows)
        with bench.steps.step("peer: to_sql"):
            rates.to_sql.append(peers.to_sql(part))
    memory = bench.load("forecasts", file, "--force", watch_memory=True)
    return [
        *_rate_rows(rates, rows, slice_rows),
        _publish_row(rates),
        _memory(memory, bench.sizes.scale, 300),
    ]


def _copy(bench: Bench, peers: Peers, file: Path, table: str, columns: tuple[str, ...]) -> float:
    """Seconds of \\copy of the file's rows."""
    csv = peers.csv(file, columns)
    with bench.steps.step(f"peer: copy into {table}"):
        return peers.copy(csv, table, columns)


def growth(bench: Bench) -> list[Row]:
    """Both sizes as first publications of a new database, in turns; then the memory of another."""
    small, large = bench.forecasts(bench.sizes.scale), bench.forecasts(bench.sizes.large)
    rates: dict[str, list[float]] = {"small": [], "large": []}
    for _ in bench.repetitions():
        for name, file in (("small", small), ("large", large)):
            bench.server.fresh()
            done = bench.load("forecasts", file)
            rates[name].append(done.rate)
    memory = bench.load("forecasts", large, "--force", watch_memory=True)
    names = short(bench.sizes.scale), short(bench.sizes.large)
    return [
        Row(
            name=f"load.forecasts.scale_{names[1].lower()}",
            ours=median(rates["large"]),
            peer=median(rates["small"]),
            unit="rows/s",
            goal=at_least(0.8),
            about=f"`load_forecasts` of {names[1]} rows / of {names[0]} rows, each the first"
            " publication of a new database",
        ),
        _memory(memory, bench.sizes.large, 512),
    ]


def _rate_rows(rates: _Rates, rows: int, slice_rows: int) -> list[Row]:
    ours = median(load.rate for load in rates.loads)
    what = f"`load_forecasts` of {rows:,} rows from the start of the process until published"
    unlogged = "an unlogged table without index"
    live = "the table first specified, live: primary key, three indexes, three foreign keys"
    by_pandas = 'pandas `to_sql(method="multi")` into that table'
    steps = f"steps of ours: {steps_told(rates.loads)}"
    peers = (
        ("bare", rates.bare, 0.6, f"`\\copy` of the same rows into {unlogged}; {steps}"),
        ("indexed", rates.specified, 5, f"`\\copy` of the same rows into {live}"),
        ("to_sql", rates.to_sql, 50, f"{by_pandas}, on {slice_rows:,} of the rows"),
    )
    return [
        Row(
            name=f"load.forecasts.{name}",
            ours=ours,
            peer=median(measured),
            unit="rows/s",
            goal=at_least(goal),
            about=f"{what} / {about}",
        )
        for name, measured, goal, about in peers
    ]


def _publish_row(rates: _Rates) -> Row:
    return Row(
        name="load.forecasts.publish_ms",
        ours=median(load.by_step["publish"] for load in rates.loads) * 1000,
        unit="ms",
        goal=at_most(50),
        about="the transaction that publishes, as the load's `--json` tells it",
    )


def _memory(load: Load, size: int, most_mb: float) -> Row:
    rows = int(load.result["rows_loaded"])
    return Row(
        name=f"load.forecasts.memory_{short(size).lower()}",
        ours=load.peak.pss,
        unit="MB",
        goal=at_most(most_mb),
        about=f"peak memory of `load_forecasts` and its reader on {rows:,} rows, shared pages"
        f" counted once; {load.peak.rss:,.0f} MB when they count for each process",
    )
