"""Guessing passwords: few tries, whatever the door, and nobody locks out a colleague."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.test import Client
from pytest_django import Settings

import support.views.sessions
from support.models import AuditLog
from tests.support.api import login
from tests.support.factories import PASSWORD, a_user

WRONG = "not the password"
ELSEWHERE = "10.0.0.9"


def age(by: timedelta) -> None:
    """Let the rows of the audit log have been written that much earlier."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE support.audit_logs DISABLE TRIGGER audit_refuse_row")
        cursor.execute(
            'UPDATE support.audit_logs SET "timestamp" = "timestamp" - %s * INTERVAL \'1 second\'',
            [by.total_seconds()],
        )
        cursor.execute("ALTER TABLE support.audit_logs ENABLE TRIGGER audit_refuse_row")


def fail(times: int, username: str = "ana", **meta: Any) -> list[int]:
    return [login(username, WRONG, **meta).status_code for _ in range(times)]


@pytest.mark.django_db
def test_the_sixth_try_of_a_name_is_refused_even_with_the_right_password() -> None:
    a_user("ana")
    assert fail(5) == [401] * 5
    answer = login("ana", PASSWORD)
    assert (answer.status_code, answer.json()["error"]) == (429, "throttled")
    assert 890 < int(answer["Retry-After"]) <= 901


@pytest.mark.django_db
def test_a_name_that_does_not_exist_is_locked_like_one_that_does() -> None:
    assert fail(7, "nobody") == [401] * 5 + [429] * 2


@pytest.mark.django_db
def test_a_colleague_elsewhere_is_not_locked_out() -> None:
    a_user("ana")
    fail(6)
    assert login("ana", PASSWORD, REMOTE_ADDR=ELSEWHERE).status_code == 200
    assert login("ana", PASSWORD).status_code == 429


@pytest.mark.django_db
def test_another_name_of_the_same_address_is_not_locked() -> None:
    a_user("bia")
    fail(6, "ana")
    assert login("bia", PASSWORD).status_code == 200


@pytest.mark.django_db
def test_four_failures_and_a_success_begin_anew() -> None:
    a_user("ana")
    assert fail(4) == [401] * 4
    assert login("ana", PASSWORD).status_code == 200
    assert fail(5) == [401] * 5
    assert login("ana", PASSWORD).status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(14, 429), (16, 200)])
def test_the_lock_ends_after_a_quarter_of_an_hour(minutes: int, status: int) -> None:
    a_user("ana")
    fail(5)
    age(timedelta(minutes=minutes))
    assert login("ana", PASSWORD).status_code == status


@pytest.mark.django_db
def test_each_try_has_one_audit_row_and_a_refused_one_is_no_failure() -> None:
    fail(7)
    actions = AuditLog.objects.order_by("audit_id").values_list("action", flat=True)
    assert list(actions) == ["LOGIN_FAILED"] * 5 + ["LOGIN_LOCKED"] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("forged", [False, True], ids=["one address", "200 forged addresses"])
def test_of_two_hundred_logins_in_a_minute_twenty_reach_the_hasher(
    forged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []

    def counting(*args: Any, **kwargs: Any) -> Any:
        hashed.append(kwargs["username"])
        return authenticate(*args, **kwargs)

    monkeypatch.setattr(support.views.sessions, "authenticate", counting)
    for attempt in range(200):
        meta = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{attempt}"} if forged else {}
        login(f"name{attempt}", WRONG, **meta)
    assert len(hashed) == 20


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_counted_one_by_one(emptied: None) -> None:
    start = threading.Barrier(16)
    statuses: list[int] = []

    def guess() -> None:
        start.wait()
        statuses.append(login("ana", WRONG).status_code)
        connection.close()

    guesses = [threading.Thread(target=guess) for _ in range(16)]
    for guess_thread in guesses:
        guess_thread.start()
    for guess_thread in guesses:
        guess_thread.join()
    assert sorted(statuses) == [401] * 5 + [429] * 11


@pytest.mark.django_db
def test_the_rate_is_a_setting(settings: Settings) -> None:
    settings.LOGIN_RATE = "3/hour"
    a_user("ana")
    for name in ("a", "b", "c"):
        login(name, WRONG)
    assert login("ana", PASSWORD).status_code == 429
    age(timedelta(minutes=61))
    assert login("ana", PASSWORD).status_code == 200


@pytest.mark.django_db
def test_a_lost_cache_opens_no_door(settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert fail(6) == [401] * 5 + [429]


@pytest.mark.django_db
def test_the_admins_door_and_the_apis_share_one_count() -> None:
    a_user("root", role="ADMIN")
    form = {"username": "root", "password": WRONG, "next": "/admin/"}
    for _ in range(3):
        assert Client().post("/admin/login/", form).status_code == 200
    fail(2, "root")
    assert Client().post("/admin/login/", form | {"password": PASSWORD}).status_code == 429
    assert login("root", PASSWORD).status_code == 429
