"""Rules that administrators set, under the database role that serves them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from analytics.models import KpiTarget, PolicyOverride, ServiceLevel
from support.models import AuditLog
from tests.support.factories import a_site, a_user, an_item

pytestmark = pytest.mark.django_db
OVERRIDES = "/admin/analytics/policyoverride/"
TARGETS = "/admin/analytics/kpitarget/"
LEVELS = "/admin/analytics/servicelevel/"


@pytest.fixture
def pages() -> Iterator[Client]:
    """A browser of an ADMIN, the server running as nova_api."""
    browser = Client()
    browser.force_login(a_user("root", role="ADMIN"))
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
    yield browser
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def override(**changed: object) -> dict[str, object]:
    item = an_item_of_now()
    form = {
        "item": item, "safety_stock": "12,5", "starts_on": "2026-11-01",
        "expires_on": "2026-12-31", "reason": "obra",
    }  # fmt: skip
    return {**form, **changed}


def an_item_of_now() -> int:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        item = an_item()
        cursor.execute("SET ROLE nova_api")
    return item.pk


def test_an_override_is_in_the_name_of_who_sets_it_and_audited(pages: Client) -> None:
    assert pages.post(f"{OVERRIDES}add/", override(actor="eve")).status_code == 302
    row = PolicyOverride.objects.get()
    assert (row.actor, row.safety_stock, row.expires_on) == (
        "root", Decimal("12.5"), date(2026, 12, 31),
    )  # fmt: skip
    told = AuditLog.objects.get(action="POLICY_OVERRIDE_ADDED")
    assert (told.actor, told.entity_id) == ("root", row.pk)
    assert told.details["after"]["safety_stock"] == "12.5"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"expires_on": "2026-10-31"}, "Termina antes de começar."),
        ({"safety_stock": ""}, "a exceção não muda nada"),
        ({"service_level": "1"}, "menor ou igual a 0.9999"),
        ({"service_level": "0,4"}, "maior ou igual a 0.5"),
        ({"safety_stock": "-1"}, "maior ou igual a 0"),
        ({"lead_time_days": "3651"}, "menor ou igual a 3650"),
        ({"expires_on": ""}, "Este campo é obrigatório."),
        ({"reason": ""}, "Este campo é obrigatório."),
    ],
)
def test_an_override_that_cannot_be_is_explained(
    pages: Client, changed: dict[str, str], told: str
) -> None:
    answer = pages.post(f"{OVERRIDES}add/", override(**changed))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not PolicyOverride.objects.exists()


def an_override(item: int, *, starts: int, ends: int) -> PolicyOverride:
    """From so many days before or after today to so many."""
    today = timezone.localdate()
    return PolicyOverride.objects.create(
        item_id=item, reorder_point=3, reason="x", actor="ana",
        starts_on=today + timedelta(starts), expires_on=today + timedelta(ends),
    )  # fmt: skip


def test_ends_today_what_holds_and_goes_on(pages: Client) -> None:
    item = an_item_of_now()
    holding, past, future = (
        an_override(item, starts=starts, ends=ends) for starts, ends in ((-5, 5), (-5, -2), (2, 5))
    )
    chosen = {"action": "end_today", "_selected_action": [holding.pk, past.pk, future.pk]}
    assert pages.post(OVERRIDES, chosen).status_code == 302
    today = timezone.localdate()
    ends = dict(PolicyOverride.objects.values_list("override_id", "expires_on"))
    assert ends == {
        holding.pk: today, past.pk: today - timedelta(2), future.pk: today + timedelta(5),
    }  # fmt: skip
    told = AuditLog.objects.get(action="POLICY_OVERRIDE_CHANGED")
    assert told.details == {
        "before": {"expires_on": (today + timedelta(5)).isoformat()},
        "after": {"expires_on": today.isoformat()},
    }


@pytest.mark.parametrize(("period", "of"), [("today", 0), ("past", 1), ("future", 2)])
def test_the_list_of_overrides_is_filtered_by_their_time(
    pages: Client, period: str, of: int
) -> None:
    item = an_item_of_now()
    spans = ((-5, 5), (-5, -2), (2, 5))
    rows = [an_override(item, starts=starts, ends=ends) for starts, ends in spans]
    found = pages.get(f"{OVERRIDES}?holds={period}").context["cl"].result_list
    assert [row.pk for row in found] == [rows[of].pk]


def test_the_list_of_overrides_asks_as_much_of_twelve_as_of_two(pages: Client) -> None:
    item = an_item_of_now()

    def queries() -> int:
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            assert pages.get(OVERRIDES).status_code == 200
        return len(asked)

    for _ in range(2):
        an_override(item, starts=0, ends=1)
    few = queries()
    for _ in range(10):
        an_override(item, starts=0, ends=1)
    assert queries() == few


def target(**changed: object) -> dict[str, object]:
    form = {
        "kpi": "fill_rate", "dimension": "", "segment": "", "comparison": "ABOVE",
        "target": "0,97", "source": "diretoria", "valid_from": "2026-12-01",
    }  # fmt: skip
    return {**form, **changed}


def test_a_target_is_set_changed_and_audited(pages: Client) -> None:
    assert pages.post(f"{TARGETS}add/", target()).status_code == 302
    row = KpiTarget.objects.get(kpi="fill_rate")
    assert (row.target, row.dimension, row.segment) == (Decimal("0.97"), None, None)
    changed = pages.post(f"{TARGETS}{row.pk}/change/", target(target="0,98"))
    assert changed.status_code == 302
    told = AuditLog.objects.get(action="KPI_TARGET_CHANGED")
    assert told.details == {"before": {"target": "0.9700"}, "after": {"target": "0.98"}}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"dimension": "ABC"}, "Dimensão e segmento vêm juntos"),
        ({"comparison": "BETWEEN"}, "tem meta superior"),
        ({"upper_target": "1"}, "tem meta superior"),
        ({"comparison": "BETWEEN", "upper_target": "0,5"}, "não é maior que a meta"),
        ({"kpi": "nonsense"}, "Faça uma escolha válida"),
        (
            {"kpi": "stockout_rate", "valid_from": "2000-01-01"},
            "Já há uma meta deste indicador desde este dia.",
        ),
    ],
)
def test_a_target_that_cannot_be_is_explained(
    pages: Client, changed: dict[str, str], told: str
) -> None:
    before = KpiTarget.objects.count()
    answer = pages.post(f"{TARGETS}add/", target(**changed))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert KpiTarget.objects.count() == before


def test_a_service_level_ends_and_is_not_deleted(pages: Client) -> None:
    rule = ServiceLevel.objects.get(abc_class="A")
    form: dict[str, Any] = {
        "abc_class": "A", "service_level": "0,98", "valid_from": "2000-01-01",
        "valid_to": "2026-12-31", "source": rule.source,
    }  # fmt: skip
    assert pages.post(f"{LEVELS}{rule.pk}/change/", form).status_code == 302
    told = AuditLog.objects.get(action="SERVICE_LEVEL_CHANGED")
    assert told.details == {"before": {"valid_to": None}, "after": {"valid_to": "2026-12-31"}}
    assert pages.post(f"{LEVELS}{rule.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_site_narrows_an_override(pages: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        site = a_site()
        cursor.execute("SET ROLE nova_api")
    assert pages.post(f"{OVERRIDES}add/", override(site=site.pk)).status_code == 302
    assert PolicyOverride.objects.get().site == site
