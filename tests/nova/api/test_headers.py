"""What every answer says to browsers, caches and other sites."""

from typing import Any

import pytest
from django.test import Client

from nova.settings.base import CORS_ALLOWED_ORIGINS
from tests.nova.api.routes import walks
from tests.support.api import login, signed_in
from tests.support.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db
(OURS,) = CORS_ALLOWED_ORIGINS
EVIL = [
    "null",
    "http://evil.example",
    "https://localhost:3000",
    "http://localhost:3001",
    "http://localhost",
    "http://localhost:3000.evil.example",
    "http://localhost:30000",
    "http://evillocalhost:3000",
    "http://a.localhost:3000",
    "http://localhost:3000@evil.example",
    "http://LOCALHOST:3000.",
    "file://",
]


def answers(client: Client, **headers: str) -> dict[str, Any]:
    """Of every route and method: some 200, some refused."""
    return {
        f"{walk.method} {walk.path}": client.generic(
            walk.method, walk.path, content_type="application/json", headers=headers
        )
        for walk in walks()
    }


@pytest.mark.parametrize("signed", [True, False], ids=["signed in", "anonymous"])
def test_every_answer_is_typed_and_kept_out_of_shared_caches(signed: bool) -> None:
    client = signed_in(a_user(role="ADMIN")) if signed else Client()
    for asked, answer in answers(client).items():
        assert answer["X-Content-Type-Options"] == "nosniff", asked
        assert answer["Content-Type"] == "application/json", asked
        assert answer["Cache-Control"] in {"private, no-cache", "no-store"}, asked
        assert answer["X-Frame-Options"] == "DENY", asked
        assert answer["Content-Security-Policy"].startswith("default-src 'none'"), asked
        assert answer["Referrer-Policy"] == "same-origin", asked
        assert answer["X-Request-ID"], asked


def test_the_api_sets_no_cookie_and_puts_tokens_into_no_url() -> None:
    a_user("ana")
    answer = login("ana", PASSWORD)
    assert (answer.cookies, answer["Cache-Control"]) == ({}, "no-store")
    for asked, answered in answers(signed_in(a_user("bia"))).items():
        assert not answered.cookies, asked
        assert "Location" not in answered, asked


@pytest.mark.parametrize("origin", EVIL)
def test_another_site_may_read_nothing(origin: str) -> None:
    for asked, answer in answers(signed_in(a_user()), Origin=origin).items():
        assert "Access-Control-Allow-Origin" not in answer, asked


def test_the_dashboards_origin_may_read_and_sends_no_cookies() -> None:
    answer = signed_in(a_user()).get("/api/v1/items", headers={"Origin": OURS})
    assert answer["Access-Control-Allow-Origin"] == OURS
    assert "Access-Control-Allow-Credentials" not in answer
    assert "origin" in answer["Vary"].lower()
