"""The admin against a stranger: forged forms, planted sessions, other sites, other spellings."""

from time import time
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from nova.api.content_policy import ADMIN as ADMIN_POLICY
from support.admin_sessions import BEGAN, USED
from support.models import User
from support.scopes import GivenScope, change_scope
from tests.nova.audit.admin_doings import DOINGS, Doing
from tests.nova.audit.test_admin_trail import yard
from tests.nova.audit.trail import Yard, trail
from tests.support.api import login
from tests.support.factories import PASSWORD, a_site, a_user

__all__ = ["yard"]
pytestmark = pytest.mark.django_db
HOUR = 3600
LISTS = sorted(
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
)
FORMS = [
    doing
    for doing in DOINGS
    if "_EXPORTED" not in doing.told.action and doing.told.rows and doing.name != "login"
]


def sign_in(browser: Client, username: str = "root", password: str = PASSWORD, **form: str) -> Any:
    given = {"username": username, "password": password, "next": "/admin/", **form}
    return browser.post("/admin/login/", given)


@pytest.fixture
def root() -> User:
    return a_user("root", role="ADMIN")


@pytest.mark.parametrize("doing", FORMS, ids=lambda doing: f"{doing.page}-{doing.name}")
def test_a_form_of_another_site_changes_nothing(doing: Doing, yard: Yard) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = yard.browser.cookies
    forged = Yard(strict, {**yard.ids, "next_request": None})
    with trail() as rows:
        answer = doing.act(forged)
    assert answer.status_code == 403
    assert rows == []


def test_a_login_form_of_another_site_signs_nobody_in(root: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    with trail() as rows:
        assert sign_in(strict).status_code == 403
    assert rows == []


@pytest.mark.parametrize("page", ["/admin/", "/admin/login/", "/admin/password_change/", *LISTS])
def test_every_page_refuses_frames_and_foreign_scripts(page: str, root: User) -> None:
    browser = Client()
    browser.force_login(root)
    answer = browser.get(page)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Content-Security-Policy"] == ADMIN_POLICY
    assert "frame-ancestors 'none'" in ADMIN_POLICY
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example",
        "https:evil.example", "javascript:alert(1)", "\x00//evil.example", "http:\\\\evil.example",
        "/admin/\r\nSet-Cookie: a=b", "https://testserver@evil.example/",
    ],
)  # fmt: skip
def test_a_login_leads_to_no_other_site(place: str, root: User) -> None:
    for address in ("/admin/login/", f"/admin/login/?next={place.replace(chr(0), '%00')}"):
        form = {"username": "root", "password": PASSWORD, "next": place}
        answer = Client().post(address, form)
        assert isinstance(answer, HttpResponse)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/")
        assert not answer["Location"].startswith("//")
        assert "a" not in answer.cookies


def test_a_planted_session_is_not_the_one_that_is_signed_in(root: User) -> None:
    attacker, victim = Client(), Client()
    attacker.get("/admin/login/")
    planted = "planted0session0key0of0the0attacker"
    victim.cookies["sessionid"] = planted
    assert sign_in(victim).status_code == 302
    given = victim.cookies["sessionid"].value
    assert given not in {planted, ""}
    attacker.cookies["sessionid"] = planted
    assert attacker.get("/admin/").status_code == 302


def test_a_session_that_was_signed_out_is_dead(root: User) -> None:
    browser, thief = Client(), Client()
    sign_in(browser)
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    assert thief.get("/admin/").status_code == 200
    browser.post("/admin/logout/")
    assert thief.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("began", "used", "status"),
    [
        (0, 0, 200),
        (7.9 * HOUR, 0.9 * HOUR, 200),
        (1.1 * HOUR, 1.1 * HOUR, 302),
        (8.1 * HOUR, 60, 302),
    ],
)
def test_a_login_lasts_an_hour_unused_and_eight_in_all(
    root: User, began: float, used: float, status: int
) -> None:
    browser = Client()
    sign_in(browser)
    session = browser.session
    session[BEGAN], session[USED] = int(time() - began), int(time() - used)
    session.save()
    assert browser.get("/admin/").status_code == status
    assert browser.get("/admin/").status_code == status


def test_use_is_noted_and_the_beginning_stays(root: User) -> None:
    browser = Client()
    sign_in(browser)
    session = browser.session
    session[BEGAN] = session[USED] = int(time()) - 600
    session.save()
    browser.get("/admin/")
    assert browser.session[BEGAN] == session[BEGAN]
    assert browser.session[USED] >= int(time()) - 5


@pytest.mark.parametrize("spelling", ["root", " root", "root\t", "ｒoot", "ｒｏｏｔ", "roo\uff54 "])
def test_no_other_spelling_of_a_name_buys_more_tries(spelling: str, root: User) -> None:
    for _ in range(5):
        sign_in(Client(), spelling, "wrong")
    assert sign_in(Client()).status_code == 429
    assert sign_in(Client(), spelling).status_code == 429


def test_whoever_is_no_administrator_is_told_what_a_stranger_is_told() -> None:
    a_user("ana", role="ANALYST")
    pages = [
        sign_in(Client(), "ana", PASSWORD),
        sign_in(Client(), "ana", "wrong"),
        sign_in(Client(), "eve", PASSWORD),
    ]
    assert {page.status_code for page in pages} == {200}
    errors = {str(page.context["form"].errors) for page in pages}
    assert len(errors) == 1


@pytest.mark.parametrize("page", ["/admin/", "/admin/password_change/", *LISTS])
@pytest.mark.parametrize("role", ["ANALYST", "VIEWER"])
def test_another_role_reaches_no_page(page: str, role: str) -> None:
    browser = Client()
    browser.force_login(a_user("ana", role=role))
    answer = browser.get(page)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")


def test_an_administrator_of_some_sites_is_not_let_in(root: User) -> None:
    browser = Client()
    sign_in(browser)
    assert browser.get("/admin/").status_code == 200
    scope = GivenScope(is_scoped=True, site_ids=frozenset({a_site().pk}))
    change_scope(user=root, scope=scope, actor="eva", request=RequestFactory().get("/"))
    assert {browser.get(page).status_code for page in ("/admin/", *LISTS)} == {302}
    with trail() as rows:
        assert sign_in(Client()).status_code == 200
    assert [(row.action, row.details["reason"]) for row in rows] == [("LOGIN_FAILED", "NOT_ADMIN")]


def test_a_login_to_the_api_opens_no_door_to_the_admin(root: User) -> None:
    answer = login("root", PASSWORD)
    assert (answer.status_code, answer.cookies) == (200, {})


def test_the_cookies_are_out_of_reach_of_scripts(root: User, settings: Settings) -> None:
    browser = Client()
    browser.get("/admin/login/")
    sign_in(browser)
    assert {name: bool(cookie["httponly"]) for name, cookie in browser.cookies.items()} == {
        settings.CSRF_COOKIE_NAME: True,
        settings.SESSION_COOKIE_NAME: True,
    }
    assert {cookie["samesite"] for cookie in browser.cookies.values()} == {"Lax"}
