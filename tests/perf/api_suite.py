"""The API's suite: answers to sixteen connections and to one, beside the API first specified."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.perf import api_servers
from tests.perf.api_alone import milliseconds_in_the_database, statements_behind
from tests.perf.api_load import CONNECTIONS, Throughput, ask, ask_once
from tests.perf.api_questions import QUESTIONS, WORST, Pairs, Question
from tests.perf.bench import Bench, Suite
from tests.perf.kpi_suite import FIRST, LAST, company_of_a_year
from tests.perf.report import Row, at_least, at_most

ADDRESSES = 2_000
SECONDS = 5
P95_MS = 200
ABOVE_DATABASE_MS = 1.5
WORST_MS = 1_000
AS_SPECIFIED = (
    "CREATE INDEX ON analytics.recommendations (priority, created_at DESC)",
    "CREATE INDEX ON analytics.alerts (level, created_at DESC)",
)


def _company(bench: Bench) -> None:
    """Thirteen months of demand with the KPIs, policy, advice and alerts of their end."""
    made = f"api DEMAND={bench.sizes.demand} SCALE={bench.sizes.scale}"
    if bench.keeps_data and bench.server.resume(made):
        return
    company_of_a_year(bench)
    with bench.steps.step("KPIs of ninety days, policy, advice, and a user"):
        bench.server.manage("compute_kpis", "--from", str(FIRST), "--to", str(LAST))
        bench.server.manage("compute_policy", "--date", str(LAST))
        bench.server.manage("recommend", "--date", str(LAST))
        api_servers.make_user(bench.server)
        with bench.server.admin() as connection:
            for index in AS_SPECIFIED:  # the peer's statements go by indexes of its own
                connection.execute(index.encode())
            connection.execute("VACUUM (ANALYZE)")
    bench.server.say_made(made)


def answers(bench: Bench) -> list[Row]:
    """Every question to all servers in turns, medians of the repetitions."""
    with api_servers.with_peers(bench.server) as servers:
        return [row for question in QUESTIONS for row in _rows(bench, question, servers)]


def _pairs(bench: Bench) -> Pairs:
    """Item-sites that have forecasts, spread over all that have."""
    with bench.server.admin() as connection:
        return connection.execute(
            "SELECT item_id, site_id FROM (SELECT DISTINCT item_id, site_id"
            " FROM analytics.forecasts) AS pair ORDER BY hashint4(item_id), site_id LIMIT %s",
            [ADDRESSES],
        ).fetchall()


def _rows(bench: Bench, question: Question, servers: Sequence[api_servers.Served]) -> list[Row]:
    asked = question.paths(_pairs(bench))
    _alike(asked[0], servers[0], servers[1])
    paths = _file_of(bench, question.name, asked)
    for served in servers:
        _measure(bench, question, paths, served, seconds=1)  # caches and plans
    found: list[list[Throughput]] = [[] for _ in servers]
    for _ in bench.repetitions():
        for told, served in zip(found, servers, strict=True):
            told.append(_measure(bench, question, paths, served))
    own, same_sql, as_specified = (median(one.rate for one in told) for told in found)
    how = f"{CONNECTIONS} connections, tokens checked, nothing answered from a cache"
    return [
        Row(
            f"api.{question.name}", ours=own, peer=same_sql, unit="answers/s",
            goal=at_least(question.goal),
            about=f"{question.about}: ours / the Flask pattern first specified with the same SQL,"
            f" {how}",
        ),
        Row(
            f"api.{question.name}.specified", ours=own, peer=as_specified, unit="answers/s",
            about="ours / the Flask API first specified with its own statement, which asks for"
            f" {question.specified}",
        ),
        Row(
            f"api.{question.name}.p95",
            ours=median(one.p95_ms for one in found[0]),
            unit="ms",
            goal=at_most(P95_MS),
            about=f"95 of 100 answers came within, {CONNECTIONS} connections at once",
        ),
    ]  # fmt: skip


def _alike(path: str, ours: api_servers.Served, peer: api_servers.Served) -> None:
    """RuntimeError unless both tell as many rows of the same columns."""
    own, theirs = (
        json.loads(ask_once(served.address, path, token=served.token()).body)
        for served in (ours, peer)
    )
    rows, others = (answer.get("data", [answer]) for answer in (own, theirs))
    if len(rows) != len(others) or set(rows[0]) != set(others[0]):
        raise RuntimeError(f"{path}: {len(rows)} {[*rows[0]]}, {len(others)} {[*others[0]]}")


def _file_of(bench: Bench, name: str, paths: list[str]) -> Path:
    """Where wrk reads addresses."""
    file = bench.server.folder / f"paths.{name}.txt"
    file.write_text("\n".join(paths) + "\n", encoding="utf-8")
    return file


def _measure(
    bench: Bench, question: Question, paths: Path, served: api_servers.Served,
    seconds: int = SECONDS,
) -> Throughput:  # fmt: skip
    with bench.steps.step(f"{question.name}: {served.name}"):
        return ask(served.address, paths, token=served.token(), seconds=seconds)


def alone(bench: Bench) -> list[Row]:
    """What an answer takes beside its own statement, asked by one connection at a time."""
    asked = {question.name: question.paths(_pairs(bench))[0] for question in QUESTIONS}
    with api_servers.ours(bench.server) as ours:
        token = ours.token()
        statements = statements_behind(bench.server, list(asked.values()), token)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
        for _ in bench.repetitions():
            for name, path in asked.items():
                with bench.steps.step(f"{name}: alone, and its statement"):
                    file = _file_of(bench, f"{name}.alone", [path])
                    own = ask(ours.address, file, token=token, seconds=2, connections=1)
                    bare = milliseconds_in_the_database(bench.server, statements[path], seconds=2)
                    found[name].append((own.p50_ms, bare))
    return [_above(name, pairs) for name, pairs in found.items()]


def _above(name: str, found: list[tuple[float, float]]) -> Row:
    bare = median(bare for _, bare in found)
    return Row(
        f"api.{name}.above_database",
        ours=median(own - bare for own, bare in found),
        unit="ms",
        goal=at_most(ABOVE_DATABASE_MS),
        about="half of the answers to one connection came within this much more than pgbench"
        f" took for the same statement ({bare:.2f} ms)",
    )


def cached(bench: Bench) -> list[Row]:
    """Answers that the client holds already, and the first of a server that has just started."""
    rows = []
    for question in (one for one in QUESTIONS if one.name in {"demand", "kpis", "items"}):
        path = question.paths(_pairs(bench))[0]
        file = _file_of(bench, f"{question.name}.held", [path])
        with api_servers.ours(bench.server) as ours:
            token = ours.token()
            etag = ask_once(ours.address, path, token=token).etag
            whole, held = [], []
            for _ in bench.repetitions():
                with bench.steps.step(f"{question.name}: whole, and held by the client"):
                    whole.append(ask(ours.address, file, token=token, seconds=2).rate)
                    held.append(ask(ours.address, file, token=token, seconds=2, etag=etag).rate)
        rows.append(
            Row(
                f"api.{question.name}.held", ours=median(held), peer=median(whole),
                unit="answers/s",
                about=f"{question.about}: 304 to a client that holds it / the whole answer again",
            )
        )  # fmt: skip
    return rows


def cold(bench: Bench) -> list[Row]:
    """The first answer to each question after database and server were started."""
    found: dict[str, list[float]] = {question.name: [] for question in QUESTIONS}
    for _ in bench.repetitions():
        bench.server.stop()
        bench.server.cluster.ensure_running()
        with api_servers.ours(bench.server, workers=1) as ours:
            token = ours.token()
            for question in QUESTIONS:
                path = question.paths(_pairs(bench))[-1]
                with bench.steps.step(f"{question.name}: cold"):
                    started = time.monotonic()
                    ask_once(ours.address, path, token=token)
                    found[question.name].append((time.monotonic() - started) * 1000)
    return [
        Row(
            f"api.{name}.cold", ours=median(ms), unit="ms",
            about="the first answer of a server and a database that have just been started",
        )
        for name, ms in found.items()
    ]  # fmt: skip


def worst(bench: Bench) -> list[Row]:
    """The deepest pages, each with its count, which nobody has asked for before."""
    slowest = dict.fromkeys(WORST, 0.0)
    for _ in bench.repetitions():
        with api_servers.ours(bench.server, workers=1) as ours:
            token = ours.token()
            for path in WORST:
                with bench.steps.step(path):
                    started = time.monotonic()
                    ask_once(ours.address, path, token=token)
                    slowest[path] = max(slowest[path], (time.monotonic() - started) * 1000)
    path = max(slowest, key=lambda path: slowest[path])
    return [
        Row(
            "api.worst", ours=slowest[path], unit="ms", goal=at_most(WORST_MS),
            about=f"the slowest of {len(WORST)} deep pages and wide searches, each with the count"
            f" of its whole, first answer of a new server: `{path}`",
        )
    ]  # fmt: skip


API = Suite(
    name="api",
    prepare=_company,
    parts={"answers": answers, "alone": alone, "cached": cached, "cold": cold, "worst": worst},
)
