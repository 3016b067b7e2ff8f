"""An administrator limits a user to sites and regions."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from core.models import Region
from support.models import AuditLog, User
from support.scopes import GivenScope
from tests.support.api import client_with, tokens_of
from tests.support.factories import a_site, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> Iterator[Client]:
    """A browser of an ADMIN, the server running as nova_api."""
    a_site("SSA-01", region=Region.objects.create(name="Bahia", state_code="BA"))
    browser = Client()
    browser.force_login(a_user("root", role="ADMIN"))
    a_user("ana")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
    yield browser
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def saved(pages: Client, **changed: object) -> User:
    ana = User.objects.get(username="ana")
    form = {"email": ana.email, "role": ana.role, "is_active": "on", **changed}
    assert pages.post(f"/admin/support/user/{ana.pk}/change/", form).status_code == 302
    return ana


def test_a_scope_is_given_audited_and_ends_the_sessions(pages: Client) -> None:
    region = Region.objects.get(name="Bahia")
    site = region.sites.get()
    tokens = tokens_of(User.objects.get(username="ana"))
    ana = saved(pages, scoped="on", sites=[site.pk], regions=[region.pk])
    given = GivenScope.of(ana)
    assert given == GivenScope(True, frozenset({site.pk}), frozenset({region.pk}))
    told = AuditLog.objects.get(action="SCOPE_CHANGED")
    assert (told.actor, told.details["after"]["site_ids"]) == ("root", [site.pk])
    assert client_with(tokens.access_token).get("/api/v1/auth/me").status_code == 401
    page = pages.get(f"/admin/support/user/{ana.pk}/change/").content.decode()
    assert f'<option value="{site.pk}" selected>' in page


def test_saving_without_a_scope_changes_none(pages: Client) -> None:
    ana = saved(pages)
    assert GivenScope.of(ana) == GivenScope()
    assert not AuditLog.objects.filter(action="SCOPE_CHANGED").exists()


def test_sites_are_found_by_typing(pages: Client) -> None:
    asked = {"term": "SSA", "app_label": "support", "model_name": "userscope", "field_name": "site"}
    found = pages.get("/admin/autocomplete/", asked).json()["results"]
    assert [row["text"].split()[0] for row in found] == ["SSA-01"]
