"""The glossary, service levels and overrides as they are served."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from analytics.filters.actions import TYPES
from analytics.glossary.terms import TERMS
from analytics.kpis.definitions import KPIS, Words
from analytics.models import InventoryHealth, PolicyOverride, PolicySetting, ServiceLevel
from analytics.serializers.inventory import DEMAND_CLASSES
from nova.settings.env import BASE_DIR
from tests.support.api import signed_in
from tests.support.factories import a_site, a_user, an_item, limited_to

pytestmark = pytest.mark.django_db
SETTING = re.compile(r"\{(\w+)\}")


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


def ask(client: Client, address: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def names(group: str) -> list[str]:
    return [term.name for term in TERMS if term.group == group]


def test_every_code_that_people_meet_is_explained() -> None:
    rules = (BASE_DIR / "analytics/sql/recommend").glob("*.sql")
    sql = "\n".join(path.read_text(encoding="utf-8") for path in rules)
    told = set(re.findall(r"'rule', '([A-Z_]+)'", sql)) | set(
        re.findall(r"^ {6}'([A-Z_]{5,})',$", sql, re.MULTILINE)
    )
    alerts = told - set(TYPES) - {"NORMAL", "WARNING", "CRITICAL"}
    assert len(alerts) == 7
    assert set(names("ALERT")) == alerts
    assert set(names("RECOMMENDATION")) == set(TYPES)
    assert set(names("STATE")) == set(InventoryHealth.State.values)
    assert set(names("KPI")) == {kpi.name for kpi in KPIS}
    assert set(DEMAND_CLASSES) <= set(names("DEMAND"))


def test_a_word_is_explained_once_in_its_group_and_in_both_languages() -> None:
    keys = [(term.group, term.name) for term in TERMS]
    assert len(keys) == len(set(keys)) > 60
    for term in TERMS:
        texts = [words for words in (term.label, term.meaning, term.formula) if words]
        assert len(texts) >= 2, term.name
        assert all(words.pt.strip() and words.en.strip() for words in texts), term.name
        for words in texts:
            assert SETTING.findall(words.pt) == SETTING.findall(words.en), term.name


def test_every_setting_that_a_text_names_is_one_of_the_policy() -> None:
    texts: list[Words] = [
        words for term in TERMS for words in (term.meaning, term.formula) if words
    ]
    named = {name for words in texts for name in SETTING.findall(words.pt)}
    assert "excess_cover_days" in named
    assert named <= set(PolicySetting.objects.values_list("name", flat=True))


def test_every_table_that_a_word_comes_from_is_there() -> None:
    sources = {source for term in TERMS for source in term.sources}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::TEXT[]) AS name WHERE to_regclass(name) IS NULL",
            [sorted(sources)],
        )
        assert cursor.fetchall() == []
    assert len(sources) > 8


def test_tells_each_word_with_the_threshold_that_holds_today(client: Client) -> None:
    rows = ask(client, "glossary?lang=en")
    dead = next(one for one in rows if (one["group"], one["name"]) == ("STATE", "DEAD"))
    assert dead == {
        "name": "DEAD", "group": "STATE", "label": "Dead",
        "meaning": "there for 365 days and not wanted in them", "formula": None, "unit": None,
        "direction": None, "sources": ["analytics.v_inventory_health"], "reference": None,
    }  # fmt: skip
    PolicySetting.objects.create(
        name="dead_stock_days", value=200, unit="days", source="board", valid_from="2026-01-01"
    )
    again = ask(client, "glossary?lang=en")
    meanings = [one["meaning"] for one in again if one["name"] == "DEAD"]
    assert meanings == ["there for 200 days and not wanted in them"]


def test_speaks_portuguese_with_decimal_commas_unless_asked_otherwise(client: Client) -> None:
    adi = next(one for one in ask(client, "glossary") if one["name"] == "adi")
    assert adi["meaning"] == "intervalo médio entre dias com demanda; rara a partir de 1,32"
    assert (adi["unit"], adi["direction"]) == ("days", "LOWER")
    kpi = next(one for one in ask(client, "glossary") if one["name"] == "forecast_wape")
    definitions = ask(client, "analytics/kpi-definitions")
    wape = next(one for one in definitions if one["name"] == "forecast_wape")
    told = ("label", "formula", "unit", "direction", "sources")
    assert [kpi[name] for name in told] == [wape[name] for name in told]


def test_lists_service_levels_and_which_of_them_hold(client: Client) -> None:
    today = timezone.localdate()
    ServiceLevel.objects.all().delete()
    before, after = today - timedelta(2), today + timedelta(1)
    spans = [(today, None), (before, today), (before, after), (before, before), (after, None)]
    for number, (first, last) in enumerate(spans):
        ServiceLevel.objects.create(
            service_level_id=number + 100, abc_class="A", service_level=f"0.9{number}",
            valid_from=first, valid_to=last, source="board",
        )  # fmt: skip
    rows = ask(client, "analytics/service-levels")
    assert [(row["service_level"], row["holds"]) for row in rows] == [
        (0.9, True), (0.91, True), (0.92, True), (0.93, False), (0.94, False),
    ]  # fmt: skip
    assert len(ask(client, "analytics/service-levels?holds=false")) == 2
    assert rows[0]["valid_to"] is None


def override(reason: str, **columns: Any) -> PolicyOverride:
    today = timezone.localdate()
    return PolicyOverride.objects.create(
        **{"reason": reason, "actor": "ana", "starts_on": today, "expires_on": today, **columns}
    )


def test_lists_overrides_the_latest_first_and_which_of_them_hold(client: Client) -> None:
    item, site = an_item(), a_site()
    yesterday = timezone.localdate() - timedelta(1)
    override("old", item=item, site=site, safety_stock=5, starts_on=yesterday, expires_on=yesterday)
    override("new", item=item, service_level="0.9500", lead_time_days="12.5")
    new, old = ask(client, "analytics/policy-overrides")
    assert (new["reason"], new["site_id"], new["holds"]) == ("new", None, True)
    assert (new["service_level"], new["lead_time_days"], new["safety_stock"]) == (0.95, 12.5, None)
    assert (old["site_code"], old["safety_stock"], old["holds"]) == ("SSA-01", 5, False)
    for query, found in (("holds=true", ["new"]), ("q=ana OLD", ["old"]), ("item_id=0", []),
                         (f"site_id={site.pk}", ["old"])):  # fmt: skip
        rows = ask(client, f"analytics/policy-overrides?{query}")
        assert [row["reason"] for row in rows] == found, query


def test_whoever_sees_some_sites_sees_their_overrides_and_those_of_every_site() -> None:
    item, here, there = an_item(), a_site("HERE"), a_site("THERE")
    for reason, site in (("here", here), ("there", there), ("everywhere", None)):
        override(reason, item=item, site=site, safety_stock=1)
    rows = ask(signed_in(limited_to(here)), "analytics/policy-overrides")
    assert [row["reason"] for row in rows] == ["everywhere", "here"]


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("glossary", 2),  # session, settings
        ("analytics/service-levels", 2),  # session, rows
        ("analytics/policy-overrides", 2),
    ],
)
def test_asks_no_more_for_more_rows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    for number in range(3):
        override("x", item=an_item(f"SKU-{number}"), site=a_site(f"S{number}"), safety_stock=1)
    with django_assert_num_queries(queries):
        assert len(ask(client, address)) > 2
