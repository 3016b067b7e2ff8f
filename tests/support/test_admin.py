"""The administration pages, under the database role that serves them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client

from support.models import AuditLog, User, UserSession
from tests.support.api import client_with, login, post, tokens_of
from tests.support.factories import PASSWORD, a_load, a_site, a_user, an_item

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"
USERS = "/admin/support/user/"
NEW = "a long enough new password"
PAGES = [
    "/admin/",
    USERS,
    "/admin/support/user/add/",
    "/admin/support/user/?q=ana&role__exact=VIEWER",
    "/admin/support/auditlog/",
    "/admin/support/auditlog/?q=ana",
    "/admin/support/auditlog/?timestamp__year=2026",
    "/admin/support/loadrun/",
    "/admin/support/loadrun/?status__exact=REJECTED&q=csv",
    "/admin/support/loadrun/1/change/",
    "/admin/support/freshness/",
    "/admin/support/freshness/?state__exact=STALE",
    "/admin/support/freshness/demand/change/",
    "/admin/core/item/?q=CAB",
    "/admin/core/site/?q=Bahia",
    "/admin/core/supplier/?q=x",
    "/admin/core/region/?q=BA",
    "/admin/password_change/",
]


@pytest.fixture
def root() -> User:
    return a_user("root", role="ADMIN")


@pytest.fixture
def pages(root: User) -> Iterator[Client]:
    """A browser of an ADMIN, the server running as nova_api."""
    a_load(run_id=1)
    an_item()
    a_site()
    browser = Client()
    browser.force_login(root)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
    yield browser
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def sign_in(username: str, password: str = PASSWORD, **meta: Any) -> Any:
    form = {"username": username, "password": password, "next": ADMIN}
    return Client().post("/admin/login/", form, **meta)


def user_form(user: User, **changes: Any) -> dict[str, Any]:
    form = {"email": user.email, "role": user.role, "is_active": "on", **changes}
    return {name: value for name, value in form.items() if value is not None}


def audited(action: str) -> AuditLog:
    return AuditLog.objects.get(action=action)


@pytest.mark.parametrize(
    ("role", "active", "let_in"),
    [
        ("ADMIN", True, True),
        ("ANALYST", True, False),
        ("VIEWER", True, False),
        ("ADMIN", False, False),
    ],
)
def test_lets_in_active_admins_alone(role: str, active: bool, let_in: bool) -> None:
    a_user("ana", role=role, active=active)
    answer = sign_in("ana")
    assert (answer.status_code == 302) is let_in
    told = AuditLog.objects.get(action__startswith="LOGIN")
    assert told.action == ("LOGIN" if let_in else "LOGIN_FAILED")


def test_records_its_logins_failures_and_logouts(root: User) -> None:
    browser = Client()
    sign_in("root", "wrong")
    browser.post("/admin/login/", {"username": "root", "password": PASSWORD, "next": ADMIN})
    browser.post("/admin/logout/")
    told = AuditLog.objects.exclude(action="USER_CREATED").order_by("audit_id")
    rows = told.values_list("action", "actor", "details")
    assert list(rows) == [
        ("LOGIN_FAILED", "root", {"via": "admin"}),
        ("LOGIN", "root", {"via": "admin"}),
        ("LOGOUT", "root", {"via": "admin"}),
    ]


def test_limits_the_attempts_of_an_address(root: User) -> None:
    for attempt in range(20):
        assert sign_in(f"nobody{attempt}", "wrong").status_code == 200
    answer = sign_in("root")
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert sign_in("root", REMOTE_ADDR="10.0.0.9").status_code == 302


def test_five_wrong_passwords_lock_the_name_for_that_address(root: User) -> None:
    for _ in range(5):
        assert sign_in("root", "wrong").status_code == 200
    assert sign_in("root").status_code == 429
    assert login("root", PASSWORD).status_code == 429
    assert sign_in("root", REMOTE_ADDR="10.0.0.9").status_code == 302
    assert [row.details for row in AuditLog.objects.filter(action="LOGIN_LOCKED")] == [
        {"via": "api"},
        {"via": "admin"},
    ]


@pytest.mark.parametrize("page", PAGES)
def test_shows(page: str, pages: Client) -> None:
    answer = pages.get(page)
    assert answer.status_code == 200
    assert "Nova Corrente" in answer.content.decode()


def test_creates_a_user_who_can_log_in(pages: Client) -> None:
    form = {
        "username": "bia",
        "email": "bia@example.com",
        "role": "ANALYST",
        "is_active": "on",
        "password1": NEW,
        "password2": NEW,
    }
    assert pages.post(f"{USERS}add/", form).status_code == 302
    user = User.objects.get(username="bia")
    assert (user.role, user.is_active, user.check_password(NEW)) == ("ANALYST", True, True)
    row = AuditLog.objects.get(action="USER_CREATED", entity_key="bia")
    assert row.actor == "root"
    given = {"email": "bia@example.com", "role": "ANALYST", "is_active": True}
    assert row.details == {"after": {"username": "bia", **given}}


@pytest.mark.parametrize(
    "fault",
    [
        {"username": "ROOT"},
        {"username": "u" * 151},
        {"username": ""},
        {"email": "root@example.com"},
        {"email": "nonsense"},
        {"role": "OWNER"},
        {"password2": "another"},
        {"password1": "short", "password2": "short"},
    ],
    ids=str,
)
def test_does_not_create_a_user_with_one_field_wrong(pages: Client, fault: dict[str, str]) -> None:
    form = {
        "username": "bia",
        "email": "bia@example.com",
        "role": "ANALYST",
        "password1": NEW,
        "password2": NEW,
    }
    assert pages.post(f"{USERS}add/", form | fault).status_code == 200
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"role": "ANALYST"}, {"role": "VIEWER"}, {"role": "ANALYST"}),
        ({"is_active": None}, {"is_active": True}, {"is_active": False}),
    ],
)
def test_a_changed_role_or_activity_is_recorded_and_ends_access(
    pages: Client, changes: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> None:
    user = a_user("ana")
    tokens = tokens_of(user)
    answer = pages.post(f"{USERS}{user.pk}/change/", user_form(user, **changes))
    assert answer.status_code == 302
    assert audited("USER_CHANGED").details == {"before": before, "after": after}
    assert user.sessions.get().revoked_reason == "USER_CHANGED"
    assert client_with(tokens.access_token).get("/api/v1/items").status_code == 401
    user.refresh_from_db()
    assert user.token_version == 1


def test_saving_a_user_unchanged_records_nothing_and_ends_nothing(pages: Client) -> None:
    user = a_user("ana")
    tokens = tokens_of(user)
    assert pages.post(f"{USERS}{user.pk}/change/", user_form(user)).status_code == 302
    assert not AuditLog.objects.filter(action__in=["USER_CHANGED", "SESSION_REVOKED"]).exists()
    assert client_with(tokens.access_token).get("/api/v1/items").status_code == 200


def test_a_new_password_is_recorded_without_it_and_ends_access(pages: Client) -> None:
    user = a_user("ana")
    tokens = tokens_of(user)
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert pages.post(f"{USERS}{user.pk}/password/", form).status_code == 302
    user.refresh_from_db()
    # Once with the password, once with the end of the sessions.
    assert (user.check_password(NEW), user.token_version) == (True, 2)
    assert audited("PASSWORD_CHANGED").entity_key == "ana"
    assert client_with(tokens.access_token).get("/api/v1/items").status_code == 401
    everything = str(list(AuditLog.objects.values())) + str(list(LogEntry.objects.values()))
    assert NEW not in everything
    assert user.password not in everything


def test_a_refused_password_changes_nothing(pages: Client) -> None:
    user = a_user("ana")
    form = {"password1": NEW, "password2": "other", "usable_password": "true"}
    assert pages.post(f"{USERS}{user.pk}/password/", form).status_code == 200
    user.refresh_from_db()
    assert (user.check_password(PASSWORD), user.token_version) == (True, 0)


def test_an_admin_who_changes_the_own_password_stays_in(pages: Client, root: User) -> None:
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    pages.post(f"{USERS}{root.pk}/password/", form)
    assert pages.get(USERS).status_code == 200


def test_the_own_password_page_ends_the_other_sessions_and_keeps_its_own(
    pages: Client, root: User
) -> None:
    tokens = tokens_of(root)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert pages.post("/admin/password_change/", form).status_code == 302
    assert client_with(tokens.access_token).get("/api/v1/items").status_code == 401
    assert post("auth/refresh", refresh_token=tokens.refresh_token).status_code == 401
    assert audited("PASSWORD_CHANGED").actor == "root"
    assert pages.get(USERS).status_code == 200


def test_ends_the_sessions_of_the_chosen_users(pages: Client) -> None:
    ana, bia = a_user("ana"), a_user("bia")
    ended, kept = tokens_of(ana), tokens_of(bia)
    chosen = {"action": "end_sessions", "_selected_action": [ana.pk]}
    assert pages.post(USERS, chosen).status_code == 302
    assert client_with(ended.access_token).get("/api/v1/items").status_code == 401
    assert client_with(kept.access_token).get("/api/v1/items").status_code == 200
    assert audited("SESSION_REVOKED").details == {"reason": "ADMIN", "sessions": 1}
    assert UserSession.objects.filter(revoked_reason="ADMIN").count() == 1


@pytest.mark.parametrize("change", [{"role": "VIEWER"}, {"is_active": False}, {"token_version": 9}])
def test_a_demoted_admin_is_out_at_the_next_page(
    pages: Client, root: User, change: dict[str, Any]
) -> None:
    User.objects.filter(pk=root.pk).update(**change)
    assert pages.get(USERS).status_code == 302


@pytest.mark.parametrize(
    "page",
    [
        f"{USERS}1/delete/",
        "/admin/support/auditlog/add/",
        "/admin/support/loadrun/add/",
        "/admin/support/loadrun/1/delete/",
        "/admin/core/item/add/",
        "/admin/core/item/1/delete/",
    ],
)
def test_has_no_way_to_delete_users_or_to_touch_what_is_recorded(page: str, pages: Client) -> None:
    assert pages.post(page, {"post": "yes"}).status_code == 403
    assert User.objects.count() == 1
