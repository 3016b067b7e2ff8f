"""Every parameter of every route that tells of sites, with the values of one outside the scope."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from nova.api.permissions import api_routes
from tests.analytics.policy.world import FAR, HERE
from tests.nova.api.test_hostile_requests import query_names
from tests.nova.api.test_scopes import API, MARKS, TELLS, ids, local
from tests.support.api import signed_in
from tests.support.factories import a_user

__all__ = ["ids"]
pytestmark = pytest.mark.django_db
WAYS_OUT = {
    "site_id": [str(FAR), f"{HERE},{FAR}", f"{FAR},{FAR}"],
    "region_id": ["2", "1,2"],
    "q": ["HIDDEN", "hidden place", "6053"],
    "segment": ["HIDDEN", "HIDDEN region", "VISIBLE,HIDDEN"],
    "dimension": ["SITE", "REGION", "ALL", "COMPANY"],
    "by": ["site", "pair", "item", "region"],
    "status": ["OPEN", "ACKNOWLEDGED", "CLOSED"],
    "item_id": ["1", "1,2"],
    "supplier_id": ["1", "2"],
    "run_id": ["9100", "9300"],
    "format": ["csv"],
    "order_by": ["-site_id", "site_code", "-recommendation_id", "-alert_id"],
    "cursor": ["WzBd", "WzAsMF0", "WyIyMTAwLTEyLTMxIiw5OTk5OTldCg"],
}


def ways(name: str, of: dict[str, Any]) -> Iterator[str]:
    """The route's address with each of its parameters leading outside."""
    path, _, query = (API + TELLS[name].format(**of)).partition("?")
    given = dict(parse_qsl(query))
    for parameter in query_names(path):
        for value in WAYS_OUT.get(parameter, ()):
            yield f"{path}?{urlencode({**given, parameter: value})}"


def told(answer: Any) -> str:
    """What is told, without what was asked, which an answer repeats in its metadata."""
    text = (b"".join(answer) if answer.streaming else answer.content).decode()
    rows, _, about = text.partition('"metadata"')
    about = re.sub(r'"(dimension|segment|site_id)":("[^"]*"|[0-9]+|null)', "", about)
    asked = re.compile(r"# (Filter|Segment|Dimension|Site)")
    return "\n".join(line for line in (rows + about).splitlines() if not asked.match(line))


def served() -> list[str]:
    return [name for name in TELLS if name in {route.name for route in api_routes()}]


def test_no_parameter_leads_outside_the_scope(ids: dict[int, dict[str, Any]]) -> None:
    client = local()
    asked = [way for name in served() for way in ways(name, ids[FAR])]
    answers = {way: client.get(way) for way in asked}
    found = [way for way, answer in answers.items() if re.search(MARKS[FAR], told(answer))]
    assert found == []
    assert len(asked) >= 60
    assert {answer.status_code for answer in answers.values()} <= {200, 400, 403, 404}


def test_the_same_parameters_lead_there_for_whoever_sees_all(
    ids: dict[int, dict[str, Any]],
) -> None:
    client = signed_in(a_user())
    reached = {
        name
        for name in served()
        for way in ways(name, ids[FAR])
        if re.search(MARKS[FAR], told(client.get(way)))
    }
    assert len(reached) >= 12


def test_a_cursor_of_everybody_shows_a_limited_user_their_own_rows(
    ids: dict[int, dict[str, Any]],
) -> None:
    whole = signed_in(a_user("bia")).get(f"{API}sites?limit=1").json()["metadata"]
    page = local().get(f"{API}sites?limit=1000&cursor={whole['next_cursor']}").json()
    assert [row["code"] for row in page["data"] if row["code"] != "VISIBLE"] == []


def test_a_count_that_is_kept_is_not_told_to_another_scope(
    ids: dict[int, dict[str, Any]],
) -> None:
    """Both ask under one version of the data, one after the other."""
    everybody, limited = signed_in(a_user("bia")), local()
    asked = f"{API}sites?limit=1"
    counts = [
        client.get(asked).json()["metadata"]["total_count"]
        for client in (everybody, limited, everybody, limited)
    ]
    assert counts == [3, 1, 3, 1]
