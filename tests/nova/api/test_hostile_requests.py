"""Every parameter of every route with every bad value, over rows as nasty as a database holds.

The parameters come from the committed description of the API, so a new one is attacked at once.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from core.models import Item, Site
from nova.settings.env import BASE_DIR
from tests.nova.api.nasty_rows import nasty_rows
from tests.nova.api.payloads import INJECTIONS, PAYLOADS
from tests.nova.api.routes import walks
from tests.nova.api.test_database_role import READ
from tests.support.api import signed_in
from tests.support.factories import a_forecast_run, a_load, a_user, forecasts

pytestmark = pytest.mark.django_db
DESCRIBED = json.loads((BASE_DIR / "frontend" / "openapi.json").read_text(encoding="utf-8"))[
    "paths"
]

BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b""),
    ("application/json", b"null"),
    ("application/json", b"[]"),
    ("application/json", b"0"),
    ("application/json", b'""'),
    ("application/json", b"{"),
    ("application/json", b"NaN"),
    ("application/json", b'{"a": NaN}'),
    ("application/json", b'{"a": 1e999}'),
    ("application/json", b"[" * 50_000),
    ("application/json", b'{"a":' * 5_000 + b"1" + b"}" * 5_000),
    ("application/json", b'{"username": {"$gt": ""}, "password": {"$gt": ""}}'),
    ("application/json", b'{"username": "a", "username": "b", "password": "x"}'),
    ("application/json", b'{"refresh_token": "' + b"A" * 100_000 + b'"}'),
    ("application/json", b'{"refresh_token": null}'),
    ("application/json", b'{"ids": [1e400], "kind": [], "note": {}}'),
    ("application/json", b'{"ids": [-1, "x", 9223372036854775808], "kind": "\\u0000"}'),
    ("application/json", b'{"until": "2026-02-30", "note": "\\ud800"}'),
    ("application/json", b'{"acknowledged_by": "root", "actor": "root", "user_id": 1}'),
    ("application/json", b"\xff\xfe\x00"),
    ("application/json; charset=utf-16", '{"a": 1}'.encode("utf-16")),
    ("application/json; charset=nonsense", b"{}"),
    ("application/json", b" " * 3_000_000),
    ("application/x-www-form-urlencoded", b"username=a&password=b"),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
    ("application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    ("text/yaml", b"!!python/object/apply:os.system ['id']"),
    ("application/x-python-serialize", b"\x80\x04."),
    ("", b"{}"),
    ("x" * 300, b"{}"),
)
HEADERS: tuple[dict[str, str], ...] = (
    {"Accept": "application/xml"},
    {"Accept": "*/*;q=nonsense"},
    {"Accept": "x" * 5000},
    {"Accept-Language": "zz-" + "z" * 5000},
    {"Content-Length": "-1"},
    {"If-None-Match": '"' * 500},
    {"If-None-Match": "*"},
    {"Origin": "null"},
    {"Range": "bytes=0-"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"X-Forwarded-For": "', (SELECT 1))--"},
    {"X-Forwarded-Host": "evil.example"},
    {"X-Request-ID": "a\r\nb: c"},
    {"User-Agent": "\x00" * 10},
    {"Cookie": "sessionid=" + "x" * 5000},
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")


@pytest.fixture
def places() -> dict[str, int]:
    """Rows of nasty names; ids for addresses."""
    a_load()
    ids = nasty_rows()
    item, site = Item.objects.get(pk=ids["item"]), Site.objects.get(pk=ids["site"])
    forecasts(a_forecast_run(9100), item, site, [date(2026, 11, 1)])
    return ids


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(a_user(role="ADMIN"))


def fault(answer: Any) -> str | None:
    """What is wrong with an answer to a hostile request; None: nothing."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.content[:100]!r}"
    if answer.status_code in {204, 304} or answer.request["REQUEST_METHOD"] == "HEAD":
        return None
    body = json.loads(answer.content)
    if answer.status_code >= 400 and set(body) != {"error", "detail"}:
        return f"{answer.status_code} {set(body)}"
    if "Traceback" in answer.content.decode() or "psycopg" in answer.content.decode():
        return "tells of the inside"
    return None


def query_names(path: str) -> list[str]:
    for pattern, methods in DESCRIBED.items():
        parts, given = pattern.split("/"), path.split("/")
        alike = all(a == b or a.startswith("{") for a, b in zip(parts, given, strict=False))
        if len(parts) == len(given) and alike and "get" in methods:
            asked = methods["get"].get("parameters", [])
            return [one["name"] for one in asked if one["in"] == "query"]
    return []


def hostile(address: str) -> Iterator[str]:
    """The address with one parameter of another value, sent twice, or unknown."""
    path, _, query = address.partition("?")
    given = dict(pair.split("=") for pair in query.split("&")) if query else {}
    for name in query_names(path):
        rest = "&".join(f"{key}={value}" for key, value in given.items() if key != name)
        for payload in PAYLOADS:
            yield f"{path}?{rest}&{name}={quote(payload, safe='')}"
        yield f"{path}?{rest}&{name}=1&{name}=2"
        yield f"{path}?{rest}&{name}[]=1"
        yield f"{path}?{rest}&{name}=%ff%fe"
    for payload in PAYLOADS:
        yield f"{path}?{quote(payload, safe='')}=1"


def test_there_are_more_than_three_hundred_hostile_requests() -> None:
    assert sum(len(list(hostile(address))) for address in READ.values()) > 300


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_no_parameter_breaks_a_route(name: str, client: Client, places: dict[str, int]) -> None:
    address = READ[name].format(**places)
    assert fault(client.get(address)) is None
    found = {tried[:200]: fault(client.get(tried)) for tried in hostile(address)}
    assert {tried: told for tried, told in found.items() if told} == {}


def test_no_word_injected_into_a_search_finds_more_than_it_says(
    client: Client, places: dict[str, int]
) -> None:
    everything = client.get("/api/v1/items?limit=1").json()["metadata"]["total_count"]
    for payload in INJECTIONS:
        found = client.get(f"/api/v1/items?q={quote(payload)}").json()["metadata"]["total_count"]
        assert found < everything / 2, payload


@pytest.mark.parametrize("content_type,body", BODIES)  # noqa: PT006
def test_no_body_breaks_a_route(content_type: str, body: bytes, client: Client) -> None:
    found = {
        f"{walk.method} {walk.path}": fault(
            client.generic(walk.method, walk.path, body, content_type=content_type)
        )
        for walk in walks()
        if walk.method != "GET"
    }
    assert {tried: told for tried, told in found.items() if told} == {}
    assert len(found) >= 3


@pytest.mark.parametrize("headers", HEADERS, ids=" ".join)
def test_no_header_breaks_a_route(
    headers: dict[str, str], client: Client, places: dict[str, int]
) -> None:
    answers = {name: client.get(READ[name].format(**places), headers=headers) for name in READ}
    assert {name: told for name, answer in answers.items() if (told := fault(answer))} == {}


@pytest.mark.parametrize("method", METHODS)
def test_no_method_breaks_a_route(method: str, client: Client) -> None:
    served = {(walk.path, walk.method) for walk in walks()}
    for path in {path for path, _ in served}:
        answer = client.generic(method, path)
        assert fault(answer) is None, path
        asked = "GET" if method == "HEAD" else method
        if (path, asked) not in served:
            assert answer.status_code == 405, path


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/items/../../etc/passwd", "/api/v1/items/..%2f..%2fetc%2fpasswd", "/api/v1//items",
        "/api/v1/items/1%00", "/api/v1/items/1;drop", "/api/v1/items/%ff", "/api/v1/%2e%2e/admin",
        "/api/v1/items/" + "9" * 5000, "/api/v1/" + "a/" * 2000, "/api/v1/items/1/sites/..",
        "/api/.git/config", "/api/v1/.env", "/api/v1/schema", "/api/docs", "/api/v1/debug",
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_not_found(path: str, client: Client) -> None:
    answer = client.get(path)
    assert (answer.status_code, set(answer.json())) == (404, {"error", "detail"})
