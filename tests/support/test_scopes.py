"""Which sites a scoped user sees, and what happens when that changes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from core.models import Region, Site
from nova.api.scope import WHOLE_COMPANY
from support.models import AuditLog, User, UserScope
from support.scopes import GivenScope, change_scope
from tests.support.api import client_with, post, tokens_of
from tests.support.factories import a_site, a_user

pytestmark = pytest.mark.django_db
REQUEST = RequestFactory().get("/")
WHOLE = GivenScope()


def give(user: User, *, sites: tuple[Site, ...] = (), regions: tuple[Region, ...] = ()) -> bool:
    scope = GivenScope(
        is_scoped=True,
        site_ids=frozenset(site.site_id for site in sites),
        region_ids=frozenset(region.region_id for region in regions),
    )
    return change_scope(user=user, scope=scope, actor="root", request=REQUEST)


def seen_by(user: User) -> list[str]:
    user = User.objects.get(pk=user.pk)
    return [site.code for site in Site.objects.visible_to(user.scope).order_by("code")]


@pytest.fixture
def bahia(db: None) -> Region:
    """Two sites in Bahia, one elsewhere, one nowhere."""
    bahia = Region.objects.create(name="Bahia", state_code="BA")
    para = Region.objects.create(name="Pará", state_code="PA")
    for code, region in (("SSA-01", bahia), ("SSA-02", bahia), ("BEL-01", para), ("X-01", None)):
        a_site(code, region=region)
    return bahia


def test_a_user_sees_every_site_until_limited(bahia: Region) -> None:
    user = a_user()
    assert user.scope == WHOLE_COMPANY
    assert seen_by(user) == ["BEL-01", "SSA-01", "SSA-02", "X-01"]


def test_a_scoped_user_sees_the_sites_and_the_sites_of_the_regions(bahia: Region) -> None:
    user = a_user()
    give(user, sites=(Site.objects.get(code="X-01"),), regions=(bahia,))
    assert seen_by(user) == ["SSA-01", "SSA-02", "X-01"]


def test_a_site_that_joins_the_region_later_is_seen_too(bahia: Region) -> None:
    give(user := a_user(), regions=(bahia,))
    a_site("SSA-03", region=bahia)
    assert seen_by(user) == ["SSA-01", "SSA-02", "SSA-03"]


def test_a_scoped_user_without_a_site_sees_none(bahia: Region) -> None:
    give(user := a_user())
    assert seen_by(user) == []


def test_one_users_sites_are_not_anothers(bahia: Region) -> None:
    ana, bia = a_user("ana"), a_user("bia")
    give(ana, sites=(Site.objects.get(code="SSA-01"),))
    give(bia, sites=(Site.objects.get(code="BEL-01"),))
    assert (seen_by(ana), seen_by(bia)) == (["SSA-01"], ["BEL-01"])


def test_admits_what_is_visible_and_nothing_that_is_not(bahia: Region) -> None:
    give(user := a_user(), regions=(bahia,))
    ids = {site.code: site.site_id for site in Site.objects.all()}
    admitted = {code: user.scope.admits(site_id) for code, site_id in ids.items()}
    assert admitted == {"SSA-01": True, "SSA-02": True, "BEL-01": False, "X-01": False}
    assert not user.scope.admits(2**31 - 1)


@pytest.mark.parametrize("columns", [{}, {"site": "SSA-01", "region": "Bahia"}])
def test_a_row_of_a_scope_names_a_site_or_a_region(bahia: Region, columns: Any) -> None:
    both = {"site": Site.objects.get(code="SSA-01"), "region": bahia} if columns else {}
    with pytest.raises(IntegrityError, match="scope_is_a_site_or_a_region"), transaction.atomic():
        UserScope.objects.create(user=a_user(), **both)


def test_a_changed_scope_ends_access_and_refresh_and_is_recorded_once(bahia: Region) -> None:
    user = a_user()
    tokens = tokens_of(user)
    assert give(user, regions=(bahia,)) is True
    assert client_with(tokens.access_token).get("/api/v1/auth/me").status_code == 401
    assert post("auth/refresh", refresh_token=tokens.refresh_token).status_code == 401
    row = AuditLog.objects.get(action="SCOPE_CHANGED")
    assert (row.actor, row.entity_key) == ("root", "ana")
    assert row.details == {
        "before": {"scoped": False, "site_ids": [], "region_ids": []},
        "after": {"scoped": True, "site_ids": [], "region_ids": [bahia.region_id]},
    }


def test_the_same_scope_again_leaves_the_sessions_alone(bahia: Region) -> None:
    give(user := a_user(), regions=(bahia,))
    tokens = tokens_of(user)
    assert give(user, regions=(bahia,)) is False
    assert client_with(tokens.access_token).get("/api/v1/auth/me").json()["scoped"] is True
    assert AuditLog.objects.filter(action="SCOPE_CHANGED").count() == 1


def test_a_user_is_given_the_whole_company_again(bahia: Region) -> None:
    give(user := a_user(), regions=(bahia,))
    assert change_scope(user=user, scope=WHOLE, actor="root", request=REQUEST)
    assert seen_by(user) == ["BEL-01", "SSA-01", "SSA-02", "X-01"]
    assert GivenScope.of(user) == WHOLE
