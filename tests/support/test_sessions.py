"""What keeps a session alive, and what ends it at once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from support.models import AuditLog, User, UserSession
from support.scopes import GivenScope, change_scope
from support.services import change_user, end_sessions, revoke_sessions
from tests.support.api import client_with, post, tokens_of
from tests.support.factories import a_user

ME = "/api/v1/auth/me"
REQUEST = RequestFactory().get("/")


def refresh(token: str) -> Any:
    return post("auth/refresh", refresh_token=token)


def status_with(access_token: str) -> int:
    return client_with(access_token).get(ME).status_code


@pytest.mark.django_db
def test_me_tells_who_is_asking() -> None:
    user = a_user("ana", role="ADMIN")
    answer = client_with(tokens_of(user).access_token).get(ME)
    assert answer.json() == {
        "user_id": user.user_id,
        "username": "ana",
        "email": "ana@example.com",
        "role": "ADMIN",
        "scoped": False,
    }
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
def test_refresh_gives_new_tokens_of_the_same_session() -> None:
    old = tokens_of(a_user())
    new = refresh(old.refresh_token).json()
    assert set(new) == {
        "access_token", "refresh_token", "token_type", "expires_in", "refresh_expires_in", "user"
    }  # fmt: skip
    assert new["refresh_token"] != old.refresh_token
    assert status_with(new["access_token"]) == 200
    assert refresh(new["refresh_token"]).status_code == 200
    assert UserSession.objects.count() == 1


@pytest.mark.django_db
def test_a_refresh_token_used_twice_ends_the_session_for_both_hands() -> None:
    old = tokens_of(a_user())
    new = refresh(old.refresh_token).json()
    second = refresh(old.refresh_token)
    assert (second.status_code, second.json()["error"]) == (401, "session_over")
    assert status_with(new["access_token"]) == 401
    assert refresh(new["refresh_token"]).status_code == 401
    assert UserSession.objects.get().revoked_reason == "REUSE"
    row = AuditLog.objects.get(action="SESSION_REVOKED")
    assert (row.actor, row.details["reason"]) == ("ana", "REUSE")


@pytest.mark.django_db
def test_logout_ends_access_at_once_and_only_for_its_own_session() -> None:
    user = a_user()
    left, kept = tokens_of(user), tokens_of(user)
    answer = post("auth/logout", refresh_token=left.refresh_token)
    assert (answer.status_code, answer.content) == (204, b"")
    assert status_with(left.access_token) == 401
    assert refresh(left.refresh_token).status_code == 401
    assert status_with(kept.access_token) == 200


@pytest.mark.django_db
def test_logging_out_twice_is_recorded_once() -> None:
    tokens = tokens_of(a_user())
    for _ in range(2):
        assert post("auth/logout", refresh_token=tokens.refresh_token).status_code == 204
    assert AuditLog.objects.filter(action="LOGOUT").count() == 1


def deactivate(user: User) -> None:
    user.is_active = False
    change_user(user=user, actor="admin", request=REQUEST)


def promote(user: User) -> None:
    user.role = "ADMIN"
    change_user(user=user, actor="admin", request=REQUEST)


def replace_password(user: User) -> None:
    user.set_password("another long password")
    user.save(update_fields=["password"])
    end_sessions(user=user, reason="PASSWORD_CHANGED")


def revoke(user: User) -> None:
    revoke_sessions(user=user, reason="ADMIN", actor="admin", request=REQUEST)


def switch_off_behind_our_back(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def raise_version_behind_our_back(user: User) -> None:
    User.objects.filter(pk=user.pk).update(token_version=7)


def expire(user: User) -> None:
    long_ago = timezone.now() - timedelta(hours=9)
    UserSession.objects.filter(user=user).update(
        started_at=long_ago, expires_at=long_ago + timedelta(hours=8)
    )


def limit_to_no_site(user: User) -> None:
    change_scope(user=user, scope=GivenScope(is_scoped=True), actor="admin", request=REQUEST)


def use_changepassword(user: User) -> None:
    """As manage.py changepassword does it, and whoever else knows nothing of sessions."""
    user.set_password("another long password")
    user.save()


EVENTS = [
    deactivate,
    promote,
    replace_password,
    limit_to_no_site,
    revoke,
    use_changepassword,
    switch_off_behind_our_back,
    raise_version_behind_our_back,
    expire,
]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["access", "refresh"])
@pytest.mark.parametrize("end", EVENTS)
def test_ends_every_session_at_the_next_request(end: Callable[[User], None], kind: str) -> None:
    user = a_user()
    first, second = tokens_of(user), tokens_of(user)
    end(user)
    if kind == "access":
        statuses = [status_with(first.access_token), status_with(second.access_token)]
    else:
        statuses = [refresh(tokens.refresh_token).status_code for tokens in (first, second)]
    assert statuses == [401, 401]


@pytest.mark.django_db
def test_a_changed_e_mail_leaves_the_sessions_alone() -> None:
    user = a_user()
    tokens = tokens_of(user)
    user.email = "other@example.com"
    change_user(user=user, actor="admin", request=REQUEST)
    assert status_with(tokens.access_token) == 200


@pytest.mark.django_db
def test_no_token_outlives_its_session() -> None:
    tokens = tokens_of(a_user())
    soon = timezone.now() + timedelta(minutes=5)
    UserSession.objects.update(expires_at=soon)
    new = refresh(tokens.refresh_token).json()
    said = jwt.decode(new["refresh_token"], options={"verify_signature": False})
    assert 290 <= new["expires_in"] <= 300
    assert new["refresh_expires_in"] == new["expires_in"]
    assert said["exp"] <= soon.timestamp() + 1


@pytest.mark.django_db
def test_the_two_kinds_of_token_cannot_stand_in_for_each_other() -> None:
    tokens = tokens_of(a_user())
    assert status_with(tokens.refresh_token) == 401
    assert refresh(tokens.access_token).status_code == 401
    assert post("auth/logout", refresh_token=tokens.access_token).status_code == 401
    assert status_with(tokens.access_token) == 200


@pytest.mark.django_db
def test_a_stale_header_does_not_stand_in_the_way_of_refresh() -> None:
    tokens = tokens_of(a_user())
    answer = post("auth/refresh", client_with("stale"), refresh_token=tokens.refresh_token)
    assert answer.status_code == 200


def race(token: str, racers: int) -> list[int]:
    """Statuses of refreshes that all present one token at the same moment."""
    start = threading.Barrier(racers)
    statuses: list[int] = []

    def run() -> None:
        start.wait()
        statuses.append(refresh(token).status_code)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", [12, pytest.param(100, marks=pytest.mark.slow)])
def test_of_eight_refreshes_at_once_exactly_one_wins(times: int, emptied: None) -> None:
    user = a_user()
    rounds = [race(tokens_of(user).refresh_token, 8) for _ in range(times)]
    assert rounds == [[200] + [401] * 7] * times
    assert set(UserSession.objects.values_list("revoked_reason", flat=True)) == {"REUSE"}
    assert AuditLog.objects.filter(action="SESSION_REVOKED").count() == times


@pytest.mark.django_db(transaction=True)
def test_a_loser_cannot_end_the_session_before_the_winner_has_its_tokens(emptied: None) -> None:
    token = tokens_of(a_user()).refresh_token

    def lose() -> None:
        refresh(token)
        connection.close()

    loser = threading.Thread(target=lose)

    def let_the_loser_in(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "AS bearer" in sql:  # the winner has swapped and is about to read
            loser.start()
            loser.join(timeout=0.5)
        return execute(sql, *rest)

    with connection.execute_wrapper(let_the_loser_in):
        winner = refresh(token)
    loser.join()
    assert winner.status_code == 200
    assert UserSession.objects.get().revoked_reason == "REUSE"
