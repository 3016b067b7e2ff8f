"""The audit log as an administrator reads and downloads it."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from support import audit
from support.models import AuditLog
from tests.support.factories import a_user

pytestmark = pytest.mark.django_db
AUDIT = "/admin/support/auditlog/"


@pytest.fixture
def pages() -> Client:
    browser = Client()
    browser.force_login(a_user("root", role="ADMIN"))
    return browser


def entry(action: str = "USER_CHANGED", **columns: Any) -> AuditLog:
    return audit.record(actor="ana", action=action, **columns)


def test_tells_before_and_after_side_by_side(pages: Client) -> None:
    told = {
        "before": {"role": "VIEWER", "is_active": True},
        "after": {"role": "ANALYST", "is_active": False},
        "note": "<b>",
    }
    row = entry(details=told)
    listed = pages.get(AUDIT).content.decode()
    assert "role: VIEWER → ANALYST; is_active: sim → não" in listed
    page = pages.get(f"{AUDIT}{row.pk}/change/").content.decode()
    assert '<td class="">role</td><td class="">VIEWER</td><td class="">ANALYST</td>' in page
    assert "&lt;b&gt;" in page


def exported(pages: Client, query: str = "") -> list[dict[str, str]]:
    answer = pages.get(f"{AUDIT}export/{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="audit.csv"'
    text = b"".join(answer).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_download_has_what_the_list_shows_and_is_recorded(pages: Client) -> None:
    entry("LOGIN")
    entry("USER_CHANGED", entity_key="=1+1", details={"n": 1})
    rows = exported(pages, "?action=USER_CHANGED")
    assert [row["action"] for row in rows] == ["USER_CHANGED"]
    assert (rows[0]["entity_key"], rows[0]["details"]) == ("'=1+1", "n: 1")
    made = AuditLog.objects.get(action="AUDIT_EXPORTED")
    assert made.actor == "root"
    assert made.details == {"filters": {"action": "USER_CHANGED"}, "rows": 1}


def test_the_download_has_every_page_of_the_list(pages: Client) -> None:
    for number in range(120):  # the list shows 50
        entry("READ", entity_id=number)
    assert len(exported(pages, "?q=READ")) == 120


def test_is_neither_written_nor_downloaded_by_others() -> None:
    browser = Client()
    browser.force_login(a_user("ana", role="ANALYST"))
    assert browser.get(f"{AUDIT}export/").status_code == 302
    assert not AuditLog.objects.filter(action="AUDIT_EXPORTED").exists()
