"""The suite of advice: the policy of 50,000 item-sites, and the rules over it."""

import time
from datetime import date
from pathlib import Path
from statistics import median

from tests.perf.bench import Bench, Suite
from tests.perf.demand_files import DAYS
from tests.perf.loads import checkpoint
from tests.perf.report import Row, at_most

COMPANY_SQL = Path(__file__).with_name("company_of_50k.sql")
DAY: date = DAYS[-1].item()
BOUND_S = 60


def _company_of_50k(bench: Bench) -> None:
    """50,000 item-sites, made by the database itself: no file is read here."""
    with bench.steps.step("50,000 item-sites"):
        bench.server.start()
        with bench.server.admin() as connection:
            for statement in COMPANY_SQL.read_text(encoding="utf-8").split(";\n"):
                connection.execute(statement.encode(), {"day": DAY})
            connection.execute("VACUUM (ANALYZE)")


def night(bench: Bench) -> list[Row]:
    """Policy and advice of one day; every repetition but the first finds its rows there already."""
    policy, advice = [], []
    for _ in bench.repetitions():
        policy.append(_seconds(bench, "compute_policy"))
        advice.append(_seconds(bench, "recommend"))
    return [
        Row(
            "recommend.policy", ours=median(policy), unit="s",
            about="`compute_policy` of 50,000 item-sites with 3.5 million rows of demand in the"
            " year and 1.5 million forecasts, its process included",
        ),
        Row(
            "recommend.50k", ours=median(advice), unit="s", goal=at_most(BOUND_S),
            about="`recommend` of the same 50,000 item-sites, its process included",
        ),
    ]  # fmt: skip


def _seconds(bench: Bench, command: str) -> float:
    checkpoint(bench.server)
    with bench.steps.step(command):
        started = time.monotonic()
        bench.server.manage(command, "--date", str(DAY))
        return time.monotonic() - started


RECOMMEND = Suite(name="recommend", prepare=_company_of_50k, parts={"night": night})
