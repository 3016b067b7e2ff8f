"""The load suite: loads of forecasts and demand, and what readers notice of them."""

from tests.perf.bench import Bench, Suite
from tests.perf.load_demand import demand
from tests.perf.load_forecasts import against_peers, growth
from tests.perf.load_readers import readers
from tests.perf.load_switch import switch


def _empty_company(bench: Bench) -> None:
    with bench.steps.step("an empty company"):
        bench.server.start()
        bench.load_company()


LOAD = Suite(
    name="load",
    prepare=_empty_company,
    parts={
        "forecasts": against_peers,
        "growth": growth,
        "demand": demand,
        "switch": switch,
        "readers": readers,
    },
)
