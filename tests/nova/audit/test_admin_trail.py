"""Each thing the admin can do leaves its one row: walked from what is registered."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, PeriodicTask
from pytest_django import Settings

from analytics.models import KpiTarget, PolicyOverride, ServiceLevel, Subscription
from nova.celery import app
from support.models import AuditLog, LoadRequest, User
from tests.nova.audit.admin_doings import DOINGS, Doing
from tests.nova.audit.trail import Yard, is_told, served_by_the_api_role, trail
from tests.support.api import tokens_of
from tests.support.factories import a_load, a_site, a_user, an_item

pytestmark = pytest.mark.django_db
SHOWN = {  # addresses of the site that change nothing
    "index", "password_change_done", "autocomplete", "jsi18n", "view_on_site", "app_list",
    "search", None,
}  # fmt: skip
STANDARD = {"changelist", "add", "history", "delete", "change"}


def rules(ana: User, item: int) -> dict[str, Any]:
    """A row of each rule, as the doings find it."""
    today = timezone.localdate()
    level = ServiceLevel.objects.create(
        abc_class="A", service_level="0.98", valid_from="2030-01-01", source="x"
    )
    override = PolicyOverride.objects.create(
        item_id=item, safety_stock="12.5", starts_on="2026-11-01", expires_on="2030-12-31",
        reason="obra", actor="root",
    )  # fmt: skip
    target = KpiTarget.objects.create(
        kpi="fill_rate", comparison="ABOVE", target="0.97", source="diretoria",
        valid_from="2026-12-01",
    )  # fmt: skip
    wish = Subscription.objects.create(user=ana, kind="ALERT", least_level="WARNING")
    found = {"level": level, "override": override, "target": target, "wish": wish}
    return {"today": today.isoformat(), **{name: row.pk for name, row in found.items()}}


def schedule() -> dict[str, int]:
    when = CrontabSchedule.objects.create(minute="30", hour="4", timezone="America/Bahia")
    task, idle = (
        PeriodicTask.objects.create(
            name=name, task="mlops.tasks.nightly_task", crontab=when, enabled=name == "Ronda"
        )
        for name in ("Ronda", "Parada")
    )
    return {"crontab": when.pk, "task": task.pk, "idle": idle.pk}


def loads() -> dict[str, int]:
    statuses = {"published": "PUBLISHED", "candidate": "CANDIDATE", "waiting": "NEEDS_APPROVAL"}
    runs = enumerate(statuses.items(), start=1)
    return {name: a_load(run_id=run, status=status).run_id for run, (name, status) in runs}


@pytest.fixture
def yard(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Yard:
    settings.CELERY_BROKER_URL = "memory://"
    monkeypatch.setattr(app.conf, "broker_url", "memory://")
    root, ana = a_user("root", role="ADMIN"), a_user("ana")
    item, site = an_item(), a_site()
    tokens_of(ana)
    browser = Client()
    browser.force_login(root)
    ids = {
        "ana": ana.pk, "item": item.pk, "site": site.pk, "session": str(ana.sessions.get().pk),
        **loads(), **rules(ana, item.pk), **schedule(),
    }  # fmt: skip
    return Yard(browser, ids)


def registered() -> set[tuple[str, str]]:
    """Page and doing of everything that an administrator may do, as the registry has it."""
    request = RequestFactory().get("/admin/")
    request.user = a_user("root", role="ADMIN")
    found: set[tuple[str, str]] = set()
    for model, page in admin.site._registry.items():
        may = {
            "add": page.has_add_permission(request),
            "change": page.has_change_permission(request),
            "delete": page.has_delete_permission(request),
        }
        names = {str(url.name) for url in page.get_urls() if url.name}
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        names -= {f"{prefix}{standard}" for standard in STANDARD}
        doings = {name for name, allowed in may.items() if allowed}
        found |= {(model._meta.label_lower, name) for name in doings | names}
        found |= {(model._meta.label_lower, name) for name in page.get_actions(request)}
    return found


def test_the_table_has_everything_that_the_registry_offers() -> None:
    site = {("site", url.name) for url in admin.site.get_urls() if hasattr(url, "name")}
    site -= {("site", name) for name in SHOWN}
    assert {(doing.page, doing.name) for doing in DOINGS} == registered() | site


@pytest.mark.parametrize("doing", DOINGS, ids=lambda doing: f"{doing.page}-{doing.name}")
def test_a_doing_leaves_one_row(doing: Doing, yard: Yard) -> None:
    newest = LoadRequest.objects.order_by("-request_id").first()
    yard.ids["next_request"] = None
    with served_by_the_api_role(), trail() as rows:
        doing.act(yard)
    request = LoadRequest.objects.exclude(pk=newest.pk if newest else 0).first()
    yard.ids["next_request"] = request.pk if request else None
    is_told(rows, doing.told, yard.ids)
    edits = [row for row in rows if row.action.endswith(("_ADDED", "_CHANGED", "_REMOVED"))]
    for row in edits:
        if row.action == "PASSWORD_CHANGED":
            continue
        assert set(row.details) <= {"before", "after"}, row.details
        assert ("after" in row.details) is not row.action.endswith("_REMOVED")
        assert ("before" in row.details) is not row.action.endswith("_ADDED")


def test_several_rows_at_once_are_told_one_by_one(yard: Yard) -> None:
    bia = a_user("bia")
    tokens_of(bia)
    form = {"action": "end_sessions", "_selected_action": [yard.ids["ana"], bia.pk]}
    with served_by_the_api_role(), trail() as rows:
        yard.post("support/user/", form)
    assert sorted(str(row.entity_key) for row in rows) == ["ana", "bia"]


def test_what_is_refused_leaves_no_row(yard: Yard) -> None:
    before = AuditLog.objects.count()
    form = {"email": "root@example.com", "role": "OWNER"}
    assert yard.post("support/user/{ana}/change/", form).status_code == 200
    assert yard.post("support/user/{ana}/delete/", {"post": "yes"}).status_code == 403
    assert AuditLog.objects.count() == before
