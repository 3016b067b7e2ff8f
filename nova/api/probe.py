"""Questions to the database that must be answered in time, on connections of their own."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock, Thread
from time import monotonic
from typing import Any, TypeVar

import psycopg
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from nova.db.lines import LINES, PromptConnection

logger = logging.getLogger(__name__)

DEADLINE_S = 2.0
FRESH_S = 1.0  # many askers in one second share an answer, so health cannot be used to flood
STATEMENT_TIMEOUT = "-c statement_timeout=1500"
MIGRATIONS = "SELECT app, name FROM django_migrations"
DATA_AS_OF = """
SELECT DISTINCT ON (run.dataset) run.dataset, run.as_of
FROM support.load_runs AS run
WHERE run.status = 'PUBLISHED'
  AND NOT EXISTS (
    SELECT 1
    FROM support.load_runs AS undoing
    WHERE undoing.dataset = run.dataset
      AND undoing.run_id > run.run_id
      AND undoing.status = 'ROLLBACK'
      AND (undoing.details ->> 'rolled_back')::BIGINT = run.run_id
  )
ORDER BY run.dataset, run.run_id DESC
"""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Readiness:
    """migrated: every migration of the code is applied; data_as_of: dataset to its last day."""

    migrated: bool
    data_as_of: dict[str, date | None]


@dataclass(frozen=True)
class _Probe:
    started: float
    answer: Future[Any]


_probes: dict[Callable[..., Any], _Probe] = {}
_lock = Lock()


def database_answers() -> bool:
    """Whether the database answers within DEADLINE_S; at once while it is known to say nothing."""
    return not LINES.silent and _in_time(_ping) is not None


def database_hangs() -> bool:
    """Whether nothing at all is heard within DEADLINE_S: a database that refuses does not hang."""
    try:
        _awaited(_ping)
    except (FutureTimeoutError, psycopg.errors.ConnectionTimeout):
        return True
    except psycopg.Error:
        return False
    return False


def readiness() -> Readiness | None:
    """State of schema and data; None when the database does not answer within DEADLINE_S."""
    return _in_time(_readiness)


def _ping(connection: psycopg.Connection[Any]) -> bool:
    return connection.execute("SELECT 1").fetchone() is not None


def _readiness(connection: psycopg.Connection[Any]) -> Readiness:
    applied = set(connection.execute(MIGRATIONS).fetchall())
    as_of = dict(connection.execute(DATA_AS_OF).fetchall())
    return Readiness(migrated=_migrations() <= applied, data_as_of=as_of)


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _in_time(question: Callable[[psycopg.Connection[Any]], Answer]) -> Answer | None:
    """The answer, or None when there is none in time. A thread that hangs is left to itself."""
    try:
        return _awaited(question)
    except (psycopg.Error, FutureTimeoutError) as error:
        logger.warning("the database does not answer: %s", type(error).__name__)
        return None


def _awaited(question: Callable[[psycopg.Connection[Any]], Answer]) -> Answer:
    """The answer; what kept it from coming is raised, FutureTimeoutError when nothing is known."""
    probe = _running(question)
    answer: Answer = probe.answer.result(max(0.0, probe.started + DEADLINE_S - monotonic()))
    return answer


def _running(question: Callable[[psycopg.Connection[Any]], Any]) -> _Probe:
    with _lock:
        known = _probes.get(question)
        age = monotonic() - known.started if known else DEADLINE_S
        if known and age < (FRESH_S if known.answer.done() else DEADLINE_S):
            return known
        probe = _probes[question] = _Probe(monotonic(), Future())
        Thread(target=_ask, args=(question, probe.answer), daemon=True).start()
        return probe


def _ask(question: Callable[[psycopg.Connection[Any]], Any], answer: Future[Any]) -> None:
    try:
        with PromptConnection.connect(**_address(), autocommit=True) as connection:
            answer.set_result(question(connection))
    except Exception as error:  # noqa: BLE001 - handed to whoever waits for the answer
        answer.set_exception(error)


def _address() -> dict[str, Any]:
    given = connections["default"].settings_dict
    named = {
        "host": given["HOST"],
        "port": given["PORT"],
        "user": given["USER"],
        "password": given["PASSWORD"],
        "dbname": given["NAME"],
    }
    options = {
        name: value
        for name, value in given["OPTIONS"].items()
        if name == "connect_timeout" or name.startswith("ssl")
    }
    known = {key: value for key, value in named.items() if value}
    if "options" in given["OPTIONS"]:  # a pool in between takes none
        options["options"] = STATEMENT_TIMEOUT
    return {**known, **options}
