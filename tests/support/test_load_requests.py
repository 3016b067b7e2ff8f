"""The pages that ask for something about a load, under the database role that serves them."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client

from support.load_requests import ways
from support.models import AuditLog, LoadRequest, LoadRun
from tests.support.factories import a_load, a_user

pytestmark = pytest.mark.django_db

WAYS = {
    "PUBLISHED": ["ROLL_BACK"],
    "CANDIDATE": ["PROMOTE", "ROLL_BACK"],
    "NEEDS_APPROVAL": ["APPROVE"],
    "REJECTED": [],
    "FAILED": [],
    "ROLLBACK": [],
}


Browser = Callable[[str], Client]


@pytest.fixture
def pages() -> Iterator[Browser]:
    """A browser of an ADMIN on run 1 of that status, the server running as nova_api."""

    def opened(status: str) -> Client:
        a_load(run_id=1, status=status)
        browser = Client()
        browser.force_login(a_user("root", role="ADMIN"))
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE nova_api")
        return browser

    yield opened
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def asking(way: str, run: int = 1) -> str:
    return f"/admin/support/loadrun/{run}/ask/{way}/"


def test_each_status_of_a_run_has_its_ways() -> None:
    assert {s: [str(w) for w in ways(LoadRun(status=s))] for s in LoadRun.Status.values} == WAYS


@pytest.mark.parametrize("status", LoadRun.Status.values)
def test_the_page_of_a_run_offers_its_ways_and_no_other(status: str, pages: Browser) -> None:
    page = pages(status).get("/admin/support/loadrun/1/change/").content.decode()
    assert [w for w in ("PROMOTE", "APPROVE", "ROLL_BACK") if asking(w) in page] == [
        w for w in ("PROMOTE", "APPROVE", "ROLL_BACK") if w in WAYS[status]
    ]


def test_asks_once_more_before_it_leaves_a_request(pages: Browser) -> None:
    browser = pages("CANDIDATE")
    page = browser.get(asking("PROMOTE")).content.decode()
    assert "Promover a carga 1?" in page
    assert "Os leitores passam a ver esta carga" in page
    assert not LoadRequest.objects.exists()
    answer = browser.post(asking("PROMOTE"), {"reason": "melhor", "in_spite": "on"})
    assert answer.status_code == 302
    request = LoadRequest.objects.get()
    assert (request.run_id, request.action, request.in_spite, request.whole_unit) == (
        1, "PROMOTE", True, False,
    )  # fmt: skip
    assert (request.actor, request.reason, request.status) == ("root", "melhor", "WAITING")
    row = AuditLog.objects.get(action="LOAD_PROMOTE_REQUESTED")
    assert (row.actor, row.entity_id, row.details["reason"]) == ("root", 1, "melhor")
    assert "Promover" in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("reason", ["", "x" * 501])
def test_wants_a_reason(reason: str, pages: Browser) -> None:
    assert pages("PUBLISHED").post(asking("ROLL_BACK"), {"reason": reason}).status_code == 200
    assert not LoadRequest.objects.exists()


def test_tells_of_a_request_that_waits_already(pages: Browser) -> None:
    browser = pages("PUBLISHED")
    for _ in range(2):
        browser.post(asking("ROLL_BACK"), {"reason": "errada", "whole_unit": "on"})
    told = browser.get("/admin/support/loadrequest/").content.decode()
    assert "Já há um pedido sobre esta carga à espera." in told
    assert LoadRequest.objects.count() == 1


@pytest.mark.parametrize("way", ["PROMOTE", "APPROVE", "DROP"])
def test_knows_no_way_that_the_run_does_not_have(way: str, pages: Browser) -> None:
    assert pages("PUBLISHED").post(asking(way), {"reason": "x"}).status_code == 404
    assert not LoadRequest.objects.exists()


@pytest.mark.parametrize("role", ["ANALYST", "VIEWER"])
def test_takes_requests_of_admins_alone(role: str) -> None:
    a_load(run_id=1)
    browser = Client()
    browser.force_login(a_user("ana", role=role))
    answer = browser.post(asking("ROLL_BACK"), {"reason": "x"})
    assert answer.headers["Location"].startswith("/admin/login/")
    assert not LoadRequest.objects.exists()
