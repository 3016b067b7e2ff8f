"""What the version of the data spares, and that nothing old is ever served for new."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from nova.api import caching, rows
from support import audit
from tests.support.api import signed_in
from tests.support.factories import a_user, an_item

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/items?limit=1"


def change() -> None:
    """What every writer does in the transaction of its change."""
    audit.record(actor="loader", action="LOAD_PUBLISHED")


@pytest.fixture
def client() -> Client:
    an_item("A"), an_item("B")
    change()
    return signed_in(a_user())


def again(client: Client, answer: Any, address: str = ITEMS) -> Any:
    return client.get(address, headers={"If-None-Match": answer["ETag"]})


def test_what_the_client_has_is_not_sent_again_and_costs_the_session_alone(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(ITEMS)
    with django_assert_num_queries(1):
        answer = again(client, first)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == first["ETag"]
    assert answer["Cache-Control"] == "private, no-cache"


def test_a_change_makes_the_answer_new(client: Client) -> None:
    first = client.get(ITEMS)
    an_item("C")
    change()
    answer = again(client, first)
    assert (answer.status_code, answer.json()["metadata"]["total_count"]) == (200, 3)


def test_a_login_changes_nothing(client: Client) -> None:
    first = client.get(ITEMS)
    audit.record(actor="bia", action="LOGIN")
    assert again(client, first).status_code == 304


def test_another_address_another_user_or_another_day_is_another_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(ITEMS)
    assert again(client, first, "/api/v1/items?limit=2").status_code == 200
    assert again(signed_in(a_user("bia")), first).status_code == 200
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2030, 1, 1))
    assert again(client, first).status_code == 200


def test_whoever_is_not_let_in_learns_nothing_from_an_etag(client: Client) -> None:
    first = client.get(ITEMS)
    assert again(Client(), first).status_code == 401


def test_a_wrong_parameter_is_refused_whatever_the_client_has(client: Client) -> None:
    answer = client.get("/api/v1/items?limit=0", headers={"If-None-Match": "*"})
    assert (answer.status_code, "ETag" in answer) == (400, False)


def test_a_count_is_asked_once_for_each_version_of_the_data(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for queries in (3, 1):  # session and user, rows, count; then rows with the session
        with django_assert_num_queries(queries):
            assert client.get(ITEMS).json()["metadata"]["total_count"] == 2
    an_item("C")
    change()
    assert client.get(ITEMS).json()["metadata"]["total_count"] == 3


def test_without_a_version_nothing_is_remembered() -> None:
    client = signed_in(a_user())
    for count in (1, 2):
        an_item(f"A{count}")
        answer = client.get("/api/v1/items?limit=1&offset=0")
        assert ("ETag" in answer, answer.json()["metadata"]["total_count"]) == (False, count)


def test_what_is_kept_counts_by_its_rows() -> None:
    kept = caching._of_process
    kept.clear()
    caching.known("1", "count", lambda: 5_000)
    caching.known("1", "totals", lambda: list(range(3_600)))
    assert len(caching.known("1", "totals", list)) == 3_600  # nobody is asked again
    assert kept.weight == 1 + 3_601
    assert caching.known("1", "all", lambda: [0] * caching.MOST_ROWS) == [0] * caching.MOST_ROWS
    assert kept.weight == 1 + 3_601  # too many to keep
    kept.clear()


def test_a_statement_that_names_thousands_of_items_is_not_kept() -> None:
    client = signed_in(a_user())
    ids = ",".join(map(str, range(1, 4_001)))
    rows._counted.cache_clear()
    assert client.get("/api/v1/inventory/positions?limit=5").status_code == 200
    before = rows._counted.cache_info().currsize
    assert client.get(f"/api/v1/inventory/positions?limit=5&item_id={ids}").status_code == 200
    assert rows._counted.cache_info().currsize == before > 0
