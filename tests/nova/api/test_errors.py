"""Every failure is {"error", "detail"} and tells nothing of the inside."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.support.api import signed_in
from tests.support.factories import a_user, an_item

LOGIN = "/api/v1/auth/login"
BODIES = [
    (b"{", "parse_error", 400),
    (b"", "invalid_request", 400),
    (b"\xff\xfe", "parse_error", 400),
    (b"[" * 100_000, "parse_error", 400),
    (b'{"username": NaN, "password": "x"}', "parse_error", 400),
    (b'{"username": "\\ud800", "password": "x"}', "parse_error", 400),
    (b"[]", "invalid_request", 400),
    (b"null", "invalid_request", 400),
    (b'"ana"', "invalid_request", 400),
    (b"{}", "invalid_request", 400),
    (b'{"username": "ana"}', "invalid_request", 400),
    (b'{"username": "ana", "password": ""}', "invalid_request", 400),
    (b'{"username": ["ana"], "password": {}}', "invalid_request", 400),
    (b'{"username": "a\\u0000b", "password": "x"}', "invalid_request", 400),
    (b'{"username": "' + b"a" * 1001 + b'", "password": "x"}', "invalid_request", 400),
    (b'{"username": "' + b"a" * 3_000_000 + b'", "password": "x"}', "body_too_large", 413),
]


def failure(answer: Any) -> tuple[int, str]:
    """Status and code, after checking that the body is an error and nothing else."""
    assert answer["Content-Type"] == "application/json"
    assert set(answer.json()) == {"error", "detail"}
    assert answer.json()["detail"]
    return answer.status_code, answer.json()["error"]


@pytest.mark.django_db
@pytest.mark.parametrize(("body", "code", "status"), BODIES)
def test_refuses_a_body_that_is_not_a_login(body: bytes, code: str, status: int) -> None:
    answer = Client().post(LOGIN, body, content_type="application/json")
    assert failure(answer) == (status, code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data; boundary=x", "application/xml"]
)
def test_refuses_a_body_of_another_type_with_415(kind: str) -> None:
    answer = Client().generic("POST", LOGIN, b"x", content_type=kind)
    assert failure(answer) == (415, "unsupported_media_type")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_answers_405_to_a_method_the_address_does_not_have(method: str) -> None:
    answer = signed_in(a_user()).generic(method, "/api/v1/items")
    assert failure(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.django_db
def test_answers_406_when_asked_for_another_format() -> None:
    answer = signed_in(a_user()).get("/api/v1/items", headers={"Accept": "text/csv"})
    assert failure(answer) == (406, "not_acceptable")


def test_answers_401_with_a_challenge_when_nobody_is_signed_in() -> None:
    answer = Client().get("/api/v1/items")
    assert failure(answer) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_answers_400_to_a_host_it_does_not_serve() -> None:
    answer = Client().get("/api/v1/items", headers={"Host": "evil.example"})
    assert failure(answer) == (400, "parse_error")


def caller(*, known: bool) -> Client:
    """Somebody who is let in, or has been before."""
    client = signed_in(a_user())
    if known:
        assert client.get("/api/v1/regions").status_code == 200
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("known", [False, True])
def test_a_crash_says_no_more_than_that_it_happened(known: bool) -> None:
    client = caller(known=known)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core.dim_item RENAME TO dim_item_elsewhere")
    answer = client.get("/api/v1/items/1")
    assert failure(answer) == (500, "internal_error")
    assert "dim_item" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("known", [False, True])
def test_a_statement_over_its_time_is_503(known: bool) -> None:
    an_item()
    client = caller(known=known)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core.dim_item RENAME TO all_items")
        cursor.execute(
            "CREATE VIEW core.dim_item AS"
            " SELECT * FROM core.all_items WHERE pg_sleep(5) IS NOT NULL"
        )
        cursor.execute("SET LOCAL statement_timeout = '100ms'")
    answer = client.get("/api/v1/items")
    assert failure(answer) == (503, "database_unavailable")


def test_pages_for_people_stay_pages() -> None:
    answer = Client().get("/nowhere")
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (404, "text/html")


@pytest.mark.django_db
def test_details_are_english_whatever_language_the_browser_asks_for() -> None:
    answer = signed_in(a_user()).get("/api/v1/items?limit=0", headers={"Accept-Language": "pt-BR"})
    assert answer.json()["detail"] == "limit: Ensure this value is greater than or equal to 1."
