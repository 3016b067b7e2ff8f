"""What BI tools read of advice, against what is known of each row."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from analytics.models import Decision, Recommendation
from core.models import Region, Site
from tests.databases import session
from tests.support.factories import a_site, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Site:
    site = a_site()
    site.region = Region.objects.create(name="Recôncavo")
    site.save()
    return site


def advice(site: Site, key: str, **fields: Any) -> Recommendation:
    return Recommendation.objects.create(
        **{
            "type": "REORDER", "priority": "HIGH", "message": "Comprar 5", "dedupe_key": key,
            "site": site, "quantity_recommended": "5", **fields,
        }
    )  # fmt: skip


def shown() -> dict[int, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM analytics.v_open_recommendations")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["recommendation_id"]: row for row in rows}


def test_open_advice_is_told_by_names(place: Site) -> None:
    item = an_item()
    row = shown_of(advice(place, "a", item=item))
    assert (row["sku"], row["item_name"], row["site_code"]) == (item.sku, item.name, place.code)
    assert (row["region_name"], row["quantity_recommended"]) == ("Recôncavo", 5)
    assert (row["status"], row["decided_by"], row["donor_site_code"]) == ("OPEN", None, None)


def shown_of(one: Recommendation) -> dict[str, Any]:
    return shown()[one.pk]


def test_advice_that_is_over_is_not_shown(place: Site) -> None:
    open_still = advice(place, "a")
    advice(place, "b", closed_at=Now(), closed_reason="CONDITION_OVER")
    assert list(shown()) == [open_still.pk]


@pytest.mark.parametrize(
    ("kind", "days", "status"),
    [
        ("ACKNOWLEDGED", None, "ACKNOWLEDGED"),
        ("DISMISSED", None, "DISMISSED"),
        ("REOPENED", None, "OPEN"),
        ("SNOOZED", 1, "SNOOZED"),
        ("SNOOZED", 0, "OPEN"),  # a snooze ends on its day
    ],
)
def test_the_status_is_the_one_that_pages_show(
    kind: str, days: int | None, status: str, place: Site
) -> None:
    one = advice(place, "a")
    today = timezone.localdate()
    until = None if days is None else today + timedelta(days=days)
    Decision.objects.create(recommendation=one, kind=kind, actor="ana", until=until)
    assert shown_of(one)["status"] == status
    on_pages: Any = Recommendation.objects.with_status(today).get()
    assert on_pages.status == status


def test_a_transfer_names_the_site_that_gives(place: Site) -> None:
    donor = a_site("PE01")
    one = advice(place, "a", type="REALLOCATE", evidence={"from_site_id": donor.pk})
    assert shown_of(one)["donor_site_code"] == "PE01"


def test_bi_tools_may_read_it_and_not_the_table_below() -> None:
    with session("nova_bi") as own:
        own.execute("SELECT count(*) FROM analytics.v_open_recommendations")
        held = own.execute(
            "SELECT has_table_privilege('analytics.recommendations', 'SELECT')"
        ).fetchone()
    assert held == (False,)
