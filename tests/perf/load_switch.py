"""Making another run the one that readers see, by pointer and by view."""

import time
from statistics import median

from nova.roles import LOADER
from tests.perf.bench import Bench
from tests.perf.report import Row, at_least
from tests.perf.server import Connection

SWITCHES = 20


def switch(bench: Bench) -> list[Row]:
    """Two published runs of the forecasts, and the champion moved from one to the other."""
    bench.server.fresh()
    for model in ("a", "b"):
        bench.load("forecasts", bench.forecasts(bench.sizes.scale, model))
    pointer, view = [], []
    with bench.server.connect(LOADER) as loader:
        for _ in bench.repetitions():
            pointer.append(median(_seconds_of_switch(loader) for _ in range(SWITCHES + 1)))
            with bench.steps.step("peer: refresh the view"):
                view.append(_seconds_of_refresh(loader))
    return [
        Row(
            name="load.switch",
            ours=median(pointer) * 1000,
            peer=median(view) * 1000,
            unit="ms",
            goal=at_least(1000),
            how_much_less=True,
            about="`REFRESH MATERIALIZED VIEW CONCURRENTLY` of the latest forecasts after a change"
            " of run / moving the champion pointer, committed",
        )
    ]


def _seconds_of_switch(loader: Connection) -> float:
    """The champion and the run retired last change places."""
    started = time.monotonic()
    with loader.transaction():
        (other,) = loader.execute(
            "SELECT run_id FROM analytics.model_runs WHERE dataset = 'forecasts'"
            " AND status = 'RETIRED' ORDER BY run_id DESC LIMIT 1"
        ).fetchone() or (None,)
        loader.execute(
            "UPDATE analytics.model_runs SET status = 'RETIRED'"
            " WHERE dataset = 'forecasts' AND status = 'CHAMPION'"
        )
        loader.execute(
            "UPDATE analytics.model_runs SET status = 'CHAMPION' WHERE run_id = %s", [other]
        )
    return time.monotonic() - started


def _seconds_of_refresh(loader: Connection) -> float:
    started = time.monotonic()
    loader.execute("SELECT analytics.refresh_view('mv_forecasts_latest')")
    return time.monotonic() - started
