"""A request that claims to be another: by its method, type, host, or where it was rewritten."""

from typing import Any

import pytest
from django.test import Client

from analytics.models import Decision, Recommendation
from support.models import AuditLog
from tests.nova.api.routes import guarded_walks
from tests.support.api import signed_in, tokens_of
from tests.support.factories import a_user

pytestmark = pytest.mark.django_db
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
WRONG_TYPES = (
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
    "application/json-patch+json", "application/merge-patch+json", "text/json", "json", "*/*",
    "application/jsonp", "text/html; application/json", "application/xml",
)  # fmt: skip
ELSEWHERE = {
    "X-Original-URL": "/admin/",
    "X-Rewrite-URL": "/api/v1/auth/me",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/admin",
    "X-Forwarded-Proto": "http",
    "Forwarded": "for=1.2.3.4;host=evil.example;proto=http",
    "X-Middleware-Subrequest": "middleware",
    "X-Script-Name": "/admin",
}


@pytest.fixture
def advice(db: None) -> str:
    """Where an advice is acknowledged."""
    made = Recommendation.objects.create(type="HOLD", priority="LOW", message="x", dedupe_key="x")
    return f"/api/v1/recommendations/{made.pk}/acknowledge"


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(a_user(role="ADMIN"))


def send(client: Client, method: str, path: str, body: bytes = b"{}", **options: Any) -> Any:
    return client.generic(method, path, body, **{"content_type": "application/json", **options})


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("header", OVERRIDES)
def test_no_header_makes_another_method_of_it(
    header: str, method: str, client: Client, advice: str
) -> None:
    assert send(client, method, advice, headers={header: "PATCH"}).status_code == 405
    assert not Decision.objects.exists()


@pytest.mark.parametrize("header", OVERRIDES)
def test_a_read_stays_a_read(header: str, client: Client) -> None:
    answer = client.get("/api/v1/items", headers={header: "DELETE"})
    assert answer.status_code == 200


def test_no_parameter_makes_another_method_of_it(client: Client, advice: str) -> None:
    assert (
        send(client, "POST", f"{advice}?_method=PATCH", b'{"_method": "PATCH"}').status_code == 405
    )
    assert not Decision.objects.exists()


@pytest.mark.parametrize("content_type", WRONG_TYPES)
def test_only_json_is_read_as_json(content_type: str, client: Client, advice: str) -> None:
    answer = send(client, "PATCH", advice, content_type=content_type)
    assert (answer.status_code, answer.json()["error"]) == (415, "unsupported_media_type")
    assert not Decision.objects.exists()


def test_a_body_over_the_limit_is_refused_unread(client: Client, advice: str) -> None:
    answer = send(client, "PATCH", advice, b'{"note": "' + b"x" * 3_000_000 + b'"}')
    assert (answer.status_code, answer.json()["error"]) == (413, "body_too_large")


@pytest.mark.parametrize("depth", [17, 1_000, 100_000])
def test_endless_nesting_is_no_body(depth: int, client: Client, advice: str) -> None:
    deep = b'{"note": ' + b"[" * depth + b"]" * depth + b"}"
    assert send(client, "PATCH", advice, deep).status_code == 400


@pytest.mark.parametrize("header", ELSEWHERE)
def test_a_header_of_a_proxy_leads_nowhere_else(header: str, client: Client) -> None:
    answer = client.get("/api/v1/items", headers={header: ELSEWHERE[header]})
    plain = client.get("/api/v1/items")
    assert (answer.status_code, answer.content) == (200, plain.content)
    assert client.get("/admin/", headers={header: ELSEWHERE[header]})["Location"] == (
        "/admin/login/?next=/admin/"
    )


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a b", "[::1"])
def test_another_host_is_no_host_of_ours(host: str, client: Client) -> None:
    answer = client.get("/api/v1/items", HTTP_HOST=host)
    if host:
        assert (answer.status_code, set(answer.json())) == (400, {"error", "detail"})
    else:
        assert answer.status_code in {200, 400}


def test_a_token_in_the_address_is_no_token(db: None) -> None:
    token = tokens_of(a_user(role="ADMIN")).access_token
    for name in ("access_token", "token", "jwt", "authorization"):
        assert Client().get(f"/api/v1/items?{name}={token}").status_code == 401


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE"])
def test_no_other_method_gets_past_the_door(method: str, db: None) -> None:
    for walk in guarded_walks():
        answer = send(Client(), method, walk.path)
        assert answer.status_code in {401, 405}, walk.path
        assert not answer.content or set(answer.json()) == {"error", "detail"}


def test_reading_leaves_no_trace_but_of_files(client: Client) -> None:
    before = AuditLog.objects.count()
    for walk in guarded_walks():
        if walk.method == "GET":
            client.get(walk.path)
            client.head(walk.path)
    assert AuditLog.objects.count() == before
