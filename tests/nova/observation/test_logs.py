"""What a production process writes of its work, and what it never writes."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from structlog.contextvars import bound_contextvars

from nova.observation.logs import logging_settings
from support.models import User
from tests.support.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db


class Log:
    """Lines written by the production formatter."""

    def __init__(self, stream: StringIO) -> None:
        self.stream = stream

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture(params=[True])
def log(request: pytest.FixtureRequest) -> Iterator[Log]:
    """The root logger writes into memory; as in production, unless a test says otherwise."""
    line = dict(logging_settings(as_json=request.param, level="INFO")["formatters"]["line"])
    root = logging.getLogger()
    before = root.level
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(line.pop("()")(**line))
    root.addHandler(handler)
    root.setLevel("INFO")
    yield Log(stream)
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def ana() -> User:
    return a_user("ana")


def log_in(client: Client) -> str:
    answer = client.post(
        "/api/v1/auth/login",
        {"username": "ana", "password": PASSWORD},
        content_type="application/json",
    )
    return str(answer.json()["access_token"])


def test_a_request_is_one_line_with_its_id_route_status_and_user(log: Log, ana: User) -> None:
    token = log_in(Client())
    answer = Client().get(
        "/api/v1/items?q=cabo",
        headers={"Authorization": f"Bearer {token}", "X-Request-ID": "request-0001"},
    )
    assert answer.status_code == 200
    [line] = [line for line in log.lines if line.get("request_id") == "request-0001"]
    assert (line["event"], line["route"], line["method"], line["status"]) == (
        "request", "items", "GET", 200,
    )  # fmt: skip
    assert line["user_id"] == ana.pk
    assert line["queries"] >= 1
    assert 0 <= line["database_ms"] <= line["ms"]


def test_nothing_secret_or_personal_is_written(log: Log, ana: User) -> None:
    token = log_in(Client())
    Client().get(
        "/api/v1/items?q=agulha",
        headers={"Authorization": f"Bearer {token}"},
        REMOTE_ADDR="203.0.113.77",
    )
    Client().post(
        "/api/v1/auth/login",
        {"username": "ana", "password": "not the one"},
        content_type="application/json",
    )
    written = log.stream.getvalue()
    assert written.count('"event":"request"') == 3
    for secret in (PASSWORD, "not the one", token, "agulha", "203.0.113.77", ana.email):
        assert secret not in written


@pytest.mark.parametrize("log", [True, False], ids=["production", "terminal"], indirect=True)
def test_a_crash_is_told_without_what_the_program_held(
    log: Log, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise LookupError("out of order")

    monkeypatch.setattr("support.views.sessions.authenticate", crash)
    body = {"username": "ana", "password": PASSWORD}
    answer = Client().post("/api/v1/auth/login", body, content_type="application/json")
    assert answer.status_code == 500
    written = log.stream.getvalue()
    assert "out of order" in written
    assert "support/views/sessions.py" in written
    assert PASSWORD not in written


def test_what_a_line_names_like_a_secret_is_hidden(log: Log) -> None:
    logging.getLogger("nova.any").warning("odd", extra={"api_token": "abc", "shown": 1})
    [line] = log.lines
    assert (line["api_token"], line["shown"], line["level"]) == ("***", 1, "warning")


def test_a_library_s_line_carries_the_id_that_was_bound(log: Log) -> None:
    with bound_contextvars(night_id=7, step="kpis"):
        logging.getLogger("a.library").error("failed", exc_info=ValueError("of its own"))
    [line] = log.lines
    assert (line["night_id"], line["step"], line["logger"]) == (7, "kpis", "a.library")
    assert line["exception"][0]["exc_type"] == "ValueError"


def test_health_is_asked_too_often_to_be_written(log: Log) -> None:
    Client().get("/health/live")
    assert log.lines == []
