"""The API's suite: answers a second to sixteen connections, beside the API first specified."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import quote

from tests.perf import api_servers
from tests.perf.api_load import CONNECTIONS, Throughput, ask
from tests.perf.bench import Bench, Suite
from tests.perf.company_files import FAMILIES
from tests.perf.kpi_suite import FIRST, LAST, company_of_a_year
from tests.perf.report import Row, at_least, at_most

ADDRESSES = 2_000
SECONDS = 5
P95_MS = 200
YEAR = f"start_date={LAST - timedelta(days=364)}&end_date={LAST}"

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Question:
    """What is asked, how many times as many answers we should give, and its addresses."""

    name: str
    goal: float
    about: str
    paths: Callable[[Pairs], list[str]]


def _of_pairs(form: str) -> Callable[[Pairs], list[str]]:
    return lambda pairs: [form.format(item=item, site=site) for item, site in pairs]


def _catalogue(_pairs: Pairs) -> list[str]:
    return [
        f"/api/v1/items?family={quote(family)}&abc_class={abc}&limit=50&offset={offset}"
        for family in FAMILIES
        for abc in "ABC"
        for offset in range(0, 500, 50)
    ]


QUESTIONS = (
    Question(
        "demand", 4, "a year of one item-site's demand",
        _of_pairs(f"/api/v1/demand/timeseries?item_id={{item}}&site_id={{site}}&{YEAR}"),
    ),
    Question(
        "kpis", 4, "the company's KPIs of 90 days",
        lambda _pairs: [f"/api/v1/analytics/kpis?start_date={FIRST}&end_date={LAST}"],
    ),
    Question("items", 2.5, "a page of 50 of 50,000 items, counted", _catalogue),
    Question(
        "forecasts", 2.5, "90 forecasts of one item-site",
        _of_pairs("/api/v1/forecasts?item_id={item}&site_id={site}"),
    ),
    Question(
        "inventory", 2.5, "90 days of one item-site's stock",
        _of_pairs(
            f"/api/v1/inventory/timeseries?item_id={{item}}&site_id={{site}}&start_date={FIRST}"
        ),
    ),
    Question("item", 1.5, "one item", _of_pairs("/api/v1/items/{item}")),
)  # fmt: skip


def _company_with_kpis(bench: Bench) -> None:
    company_of_a_year(bench)
    with bench.steps.step("KPIs of ninety days, and a user"):
        bench.server.manage("compute_kpis", "--from", str(FIRST), "--to", str(LAST))
        api_servers.make_user(bench.server)
        with bench.server.admin() as connection:
            connection.execute("VACUUM (ANALYZE)")


def answers(bench: Bench) -> list[Row]:
    """Every question to both servers in turns, medians of the repetitions."""
    pairs = _pairs(bench)
    with api_servers.both(bench.server) as (ours, peer):
        return [row for question in QUESTIONS for row in _rows(bench, question, pairs, ours, peer)]


def _pairs(bench: Bench) -> Pairs:
    """Item-sites that have demand, spread over all that have."""
    with bench.server.admin() as connection:
        return connection.execute(
            "SELECT item_id, site_id FROM (SELECT DISTINCT item_id, site_id"
            " FROM analytics.forecasts) AS pair ORDER BY hashint4(item_id), site_id LIMIT %s",
            [ADDRESSES],
        ).fetchall()


def _rows(
    bench: Bench,
    question: Question,
    pairs: Pairs,
    ours: api_servers.Served,
    peer: api_servers.Served,
) -> list[Row]:
    paths = bench.server.folder / f"paths.{question.name}.txt"
    paths.write_text("\n".join(question.paths(pairs)) + "\n", encoding="utf-8")
    _measure(bench, question, paths, peer, seconds=1)  # caches and plans, of both
    _measure(bench, question, paths, ours, seconds=1)
    theirs, own = [], []
    for _ in bench.repetitions():
        theirs.append(_measure(bench, question, paths, peer))
        own.append(_measure(bench, question, paths, ours))
    return [
        Row(
            f"api.{question.name}",
            ours=median(one.rate for one in own),
            peer=median(one.rate for one in theirs),
            unit="answers/s",
            goal=at_least(question.goal),
            about=f"{question.about}: ours / the Flask API first specified, {CONNECTIONS}"
            " connections, tokens checked, nothing answered from a cache",
        ),
        Row(
            f"api.{question.name}.p95",
            ours=median(one.p95_ms for one in own),
            unit="ms",
            goal=at_most(P95_MS),
            about=f"95 of 100 answers came within, {CONNECTIONS} connections at once",
        ),
    ]


def _measure(
    bench: Bench,
    question: Question,
    paths: Path,
    served: api_servers.Served,
    seconds: int = SECONDS,
) -> Throughput:
    whose = "ours" if served.peer_key is None else "peer"
    with bench.steps.step(f"{question.name}: {whose}"):
        return ask(served.address, paths, token=served.token(), seconds=seconds)


API = Suite(name="api", prepare=_company_with_kpis, parts={"answers": answers})
