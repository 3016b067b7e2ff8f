"""The admin's look and its ways in: our own colours, our own hosts, our own words."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from core.models import DemandDaily, InventoryDaily, Order
from nova.settings.admin_site import COLORS, NAVIGATION, admin_site
from nova.settings.env import BASE_DIR
from tests.support.factories import a_load, a_site, a_user, an_item

TOKENS = (BASE_DIR / "frontend/src/styles/tokens.css").read_text()
OWN_CSS = (BASE_DIR / "nova/static/nova/admin.css").read_text()
WORDS = BASE_DIR / "nova/locale/pt_BR/LC_MESSAGES/django.po"
LISTS = sorted(
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
)
PAGES = ["/admin/", *LISTS]
# session and user, rows, their number, and what filters, date drill-down and action bars ask
MOST_QUERIES = 9


@pytest.fixture
def pages(db: None) -> Iterator[Client]:
    """A browser of an ADMIN, the server running as nova_api."""
    a_load(run_id=1)
    an_item()
    a_site()
    browser = Client()
    browser.force_login(a_user("root", role="ADMIN"))
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
    yield browser
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_every_colour_is_one_of_the_dashboard() -> None:
    used = {shade for shades in COLORS.values() for shade in shades.values()}
    used |= set(re.findall(r"oklch\([^)]*\)", OWN_CSS))
    known = set(re.findall(r"oklch\([^)]*\)", TOKENS))
    assert len(used) > 30
    assert used <= known


def test_light_and_dark_name_the_same_colours() -> None:
    light, dark = (set(re.findall(r"(--nova-[a-z-]+):", part)) for part in _modes(OWN_CSS))
    assert len(light) > 10
    assert light == dark


def _modes(css: str) -> tuple[str, str]:
    light, _, rest = css.partition(".dark {")
    return light, rest.partition("}")[0]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_served_to_admins_and_asks_nothing_of_a_foreign_host(
    page: str, pages: Client
) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = pages.get(page)
    assert answer.status_code == 200
    assert len(asked) <= MOST_QUERIES
    assert foreign(answer.content.decode()) == []


def test_the_login_page_asks_nothing_of_a_foreign_host(db: None) -> None:
    page = Client().get("/admin/login/").content.decode()
    assert "Nova Corrente" in page
    assert foreign(page) == []


def test_the_styles_and_scripts_of_a_page_ask_nothing_of_a_foreign_host(pages: Client) -> None:
    page = pages.get("/admin/").content.decode()
    files = [link.removeprefix("/static/") for link in loaded(page)]
    assert len(files) > 5
    for file in files:
        found = finders.find(file)
        assert found, file
        if file.endswith(".css"):
            text = Path(str(found)).read_text()
            assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']+", text) == []


def loaded(page: str) -> list[str]:
    """Addresses that a browser asks for by itself."""
    tags = re.findall(r"<(?:link|script|img|iframe|source)\b[^>]*>", page)
    return [found[1] for tag in tags if (found := re.search(r'(?:href|src)="([^"]+)"', tag))]


def foreign(page: str) -> list[str]:
    assert loaded(page)
    styled = re.findall(r"url\([\"']?([^)\"']+)", page)
    return [link for link in [*loaded(page), *styled] if urlsplit(link).netloc]


@pytest.mark.parametrize("role", ["ANALYST", "VIEWER"])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_but_admins_comes_in(page: str, role: str, db: None) -> None:
    browser = Client()
    browser.force_login(a_user("ana", role=role))
    answer = browser.get(page)
    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/admin/login/")


def test_the_sidebar_leads_to_every_list_but_the_times_of_day() -> None:
    links = {str(item["link"]) for group in NAVIGATION for item in group["items"]}
    assert set(LISTS) - links == {"/admin/django_celery_beat/crontabschedule/"}
    assert links <= set(LISTS)


def test_the_sidebar_shows_a_page_to_who_may_see_it(db: None) -> None:
    asked = [item["permission"] for group in NAVIGATION for item in group["items"]]
    for role, may in (("ADMIN", True), ("VIEWER", False)):
        request = type("Request", (), {"user": a_user(role.lower(), role=role)})()
        assert {permission(request) for permission in asked} == {may}


def test_facts_have_no_pages_and_the_first_page_says_where_they_are(
    pages: Client, settings: Settings
) -> None:
    settings.DASHBOARD_URL = "https://painel.example.com"
    assert not {DemandDaily, InventoryDaily, Order} & set(admin.site._registry)
    assert (
        '<a class="link" href="https://painel.example.com">vistas no painel de análise</a>'
        in pages.get("/admin/").content.decode()
    )


def test_without_a_dashboard_there_is_no_link_to_it() -> None:
    first = admin_site(dashboard_url=None)["SIDEBAR"]["navigation"][0]
    assert [item["title"] for item in first["items"]] == ["Início"]


def test_the_compiled_words_are_those_of_the_source() -> None:
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', WORDS.read_text(), re.MULTILINE)
    assert len(pairs) > 60
    with translation.override("pt-br"):
        told = [(source, translation.gettext(_plain(source))) for source, _ in pairs]
    own = dict(pairs)
    others = [source for source, words in told if words != _plain(own[source])]
    assert others == []


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")


@pytest.mark.parametrize("page", [*PAGES, "/admin/support/user/add/"])
def test_the_theme_speaks_portuguese(page: str, pages: Client) -> None:
    text = re.sub(
        r"<script.*?</script>|<[^>]+>", " ", pages.get(page).content.decode(), flags=re.DOTALL
    )
    english = (
        r"\b(Filters|Search apps|Select action|Type to search|Select all rows|Dark|Return to)\b"
    )
    assert re.findall(english, text) == []
