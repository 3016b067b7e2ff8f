"""Logging in: one answer for every failure, one row for every attempt."""

from datetime import timedelta
from typing import Any, ClassVar

import jwt
import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from support.models import AuditLog, User, UserSession
from tests.support.api import login
from tests.support.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db
WRONG = "not the password"


class CountingHasher(MD5PasswordHasher):
    """A hasher that tells how often it worked."""

    algorithm = "counting"
    runs: ClassVar[int] = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).runs += 1
        return super().encode(password, salt)


def claims(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


def test_answers_with_both_tokens_and_the_user() -> None:
    user = a_user("ana", role="ANALYST")
    answer = login("ana", PASSWORD)
    body = answer.json()
    access, refresh = body.pop("access_token"), body.pop("refresh_token")
    assert body == {
        "token_type": "Bearer",
        "expires_in": 15 * 60,
        "refresh_expires_in": 60 * 60,
        "user": {
            "user_id": user.user_id,
            "username": "ana",
            "email": "ana@example.com",
            "role": "ANALYST",
            "scoped": False,
        },
    }
    assert len({access, refresh}) == 2
    assert answer["Cache-Control"] == "no-store"


def test_the_access_token_names_user_session_version_issuer_and_audience() -> None:
    user = a_user("ana", role="ANALYST")
    said = claims(login("ana", PASSWORD).json()["access_token"])
    session = UserSession.objects.get()
    assert {name: said[name] for name in ("user_id", "sid", "tv", "role", "iss", "aud")} == {
        "user_id": user.user_id,
        "sid": session.session_id.hex,
        "tv": 0,
        "role": "ANALYST",
        "iss": "nova-corrente",
        "aud": "nova-corrente-api",
    }
    assert said["exp"] - said["iat"] == 900


def test_opens_a_session_of_eight_hours_and_notes_the_last_login() -> None:
    user = a_user("ana")
    login("ana", PASSWORD, HTTP_USER_AGENT="x" * 600)
    session = UserSession.objects.get()
    user.refresh_from_db()
    assert session.expires_at - session.started_at == timedelta(hours=8)
    assert (session.ip_address, len(str(session.user_agent))) == ("127.0.0.1", 512)
    assert user.last_login is not None
    assert timezone.now() - user.last_login < timedelta(seconds=10)


@pytest.mark.parametrize(
    ("username", "password"), [("nobody", PASSWORD), ("left", PASSWORD), ("ana", WRONG)]
)
def test_gives_one_answer_to_an_unknown_an_inactive_and_a_mistaken_user(
    username: str, password: str
) -> None:
    a_user("ana")
    a_user("left", active=False)
    answer = login(username, password)
    assert answer.status_code == 401
    assert answer.json() == {
        "error": "invalid_credentials",
        "detail": "Wrong username or password.",
    }


@pytest.mark.parametrize(
    ("username", "password"),
    [("nobody", PASSWORD), ("left", PASSWORD), ("ana", WRONG), ("ana", PASSWORD)],
)
def test_hashes_one_password_whatever_the_outcome(
    username: str, password: str, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    a_user("ana")
    a_user("left", active=False)
    CountingHasher.runs = 0
    login(username, password)
    assert CountingHasher.runs == 1


def test_records_a_login_with_its_request() -> None:
    user = a_user("ana")
    answer = login("ana", PASSWORD, HTTP_USER_AGENT="Firefox")
    row = AuditLog.objects.get(action="LOGIN")
    assert (row.actor, row.action, row.entity_type, row.entity_id) == (
        "ana",
        "LOGIN",
        "user",
        user.user_id,
    )
    assert (row.ip_address, row.user_agent) == ("127.0.0.1", "Firefox")
    assert row.request_id == answer["X-Request-ID"]
    assert row.details == {"via": "api"}


def test_records_a_failed_login_with_the_name_cut_and_never_the_password() -> None:
    login("n" * 400, WRONG)
    row = AuditLog.objects.get()
    assert (row.actor, row.action) == ("n" * 150, "LOGIN_FAILED")
    assert WRONG not in str(AuditLog.objects.values().get())


def test_refuses_the_twenty_first_attempt_of_an_address_in_a_minute() -> None:
    a_user("ana")
    for attempt in range(20):
        assert login(f"nobody{attempt}", WRONG).status_code == 401
    answer = login("ana", PASSWORD)
    assert (answer.status_code, answer.json()["error"]) == (429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 61
    assert login("ana", PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_a_forged_forwarding_header_does_not_buy_more_attempts() -> None:
    for attempt in range(20):
        login(f"nobody{attempt}", WRONG, HTTP_X_FORWARDED_FOR=f"10.0.0.{attempt}")
    answer = login("ana", WRONG, HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert answer.status_code == 429
    assert {row.ip_address for row in AuditLog.objects.all()} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("10.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("10.1.1.1, not an address", None),
        ("", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_behind_one_trusted_proxy_the_last_forwarded_address_counts(
    header: str, address: str | None, settings: Settings
) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    login("ana", WRONG, HTTP_X_FORWARDED_FOR=header)
    assert AuditLog.objects.get().ip_address == address


@pytest.mark.parametrize(
    ("given", "kept"), [("trace-0001.a_b", True), ("short", False), ("a b c d e f", False)]
)
def test_keeps_a_request_id_only_when_it_is_harmless(given: str, kept: bool) -> None:
    answer = Client().get("/health/live", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is kept


def test_username_and_password_are_taken_to_the_letter() -> None:
    User.objects.create_user("Ana", "ana@example.com", " spaces matter ")
    assert login("Ana", "spaces matter").status_code == 401
    assert login("ana", " spaces matter ").status_code == 401
    assert login("Ana", " spaces matter ").status_code == 200
