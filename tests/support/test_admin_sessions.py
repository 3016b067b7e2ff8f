"""Open logins, seen and ended by an administrator."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from support.models import AuditLog, User, UserSession
from tests.support.api import client_with, tokens_of
from tests.support.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db
SESSIONS = "/admin/support/usersession/"
NEW = "a long enough new password"


@pytest.fixture
def root() -> User:
    return a_user("root", role="ADMIN")


@pytest.fixture
def pages(root: User) -> Iterator[Client]:
    browser = Client()
    browser.force_login(root)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
    yield browser
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_ends_the_chosen_session_and_no_other(pages: Client) -> None:
    ana = a_user("ana")
    kept, ended = tokens_of(ana), tokens_of(ana)
    session = UserSession.objects.latest("started_at")
    chosen = {"action": "end_sessions", "_selected_action": [str(session.pk)]}
    assert pages.post(SESSIONS, chosen).status_code == 302
    assert client_with(ended.access_token).get("/api/v1/auth/me").status_code == 401
    assert client_with(kept.access_token).get("/api/v1/auth/me").status_code == 200
    row = AuditLog.objects.get(action="SESSION_REVOKED")
    assert (row.actor, row.entity_key) == ("root", "ana")
    assert row.details == {"reason": "ADMIN", "session_id": str(session.pk)}


def test_a_session_that_is_over_is_not_ended_again(pages: Client) -> None:
    tokens_of(a_user("ana"))
    UserSession.objects.all().revoke("LOGOUT")
    chosen = {"action": "end_sessions", "_selected_action": [str(UserSession.objects.get().pk)]}
    page = pages.post(SESSIONS, chosen, follow=True).content.decode()
    assert "Sessões encerradas: 0." in page
    assert UserSession.objects.get().revoked_reason == "LOGOUT"
    assert not AuditLog.objects.filter(action="SESSION_REVOKED").exists()


@pytest.mark.parametrize(("state", "names"), [("open", ["bia"]), ("over", ["ana"])])
def test_tells_open_sessions_from_those_that_are_over(
    pages: Client, state: str, names: list[str]
) -> None:
    tokens_of(a_user("ana"))
    UserSession.objects.all().revoke("LOGOUT")
    tokens_of(a_user("bia"))
    answer = pages.get(f"{SESSIONS}?state={state}")
    assert [session.user.username for session in answer.context["cl"].result_list] == names


def test_the_own_new_password_ends_the_own_other_sessions(pages: Client, root: User) -> None:
    tokens = tokens_of(root)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert pages.post("/admin/password_change/", form).status_code == 302
    assert client_with(tokens.access_token).get("/api/v1/auth/me").status_code == 401
    assert pages.get("/admin/").status_code == 200
    assert AuditLog.objects.get(action="PASSWORD_CHANGED").actor == "root"


def test_a_refused_own_password_ends_nothing(pages: Client, root: User) -> None:
    tokens = tokens_of(root)
    form = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    assert pages.post("/admin/password_change/", form).status_code == 200
    assert client_with(tokens.access_token).get("/api/v1/auth/me").status_code == 200
