"""Reads from a real streaming replica: what it answers, and when the primary is asked instead.

What the primary was asked is read in its log, so that no counter of ours vouches for itself.
"""

import re
from typing import Any

import pytest

from tests.mlops.faults.server import Server
from tests.nova.scaling.served import open_advice, read_from_replica
from tests.nova.scaling.standby import Standby
from tests.outages.served import Answer, Api

pytestmark = pytest.mark.slow
# As the log tells a statement that was prepared, or was not.
SENT = re.compile(r"LOG:  (?:execute [^:]*|statement): ")
# A hot list, an item, SQL files (prepared and not), sums by the ORM, and what asks several times.
READS = (
    "items?limit=5",
    "items/{item}",
    "demand/timeseries?item_id={item}&site_id={site}&start_date={first}&end_date={last}",
    "inventory/timeseries?item_id={item}&site_id={site}&start_date={first}",
    "recommendations?limit=5",
    "recommendations/outcomes",
    "alerts",
    "data-version",
    "analytics/summary",
    "analytics/kpis",
    "analytics/demand-trend",
    "analytics/policies?item_id={item}",
    "analytics/stock-projection?item_id={item}&site_id={site}",
    "inventory/health",
    "suppliers",
)


def asked_of(primary: Server, ask: Any) -> tuple[Answer, list[str]]:
    """The answer, and the statements of the API that the primary's log got meanwhile."""
    log = primary.cluster.pgdata / "server.log"
    begun = log.stat().st_size
    answer: Answer = ask()
    return answer, SENT.split(log.read_bytes()[begun:].decode())[1:]


@pytest.mark.parametrize("form", READS)
def test_the_primary_is_asked_for_the_caller_alone(
    form: str, api: Api, primary: Server, token: str, ids: dict[str, Any]
) -> None:
    answer, sent = asked_of(primary, lambda: api.get(form.format(**ids), token))
    assert answer.status == 200, answer.text
    assert len(sent) == 1, sent
    assert "support.user_sessions" in sent[0]


@pytest.mark.parametrize("form", READS)
def test_replica_and_primary_answer_alike(
    form: str, api: Api, token: str, ids: dict[str, Any]
) -> None:
    path = form.format(**ids)
    ordinary = api.get(path, token, accept="application/json;q=0.9")  # the primary's
    assert api.get(path, token).text == ordinary.text
    assert api.get(path, token).headers["etag"] == ordinary.headers["etag"]


def test_what_the_data_do_not_name_is_read_on_the_replica(
    api: Api, primary: Server, replica: Standby, token: str, paused: None, ids: dict[str, Any]
) -> None:
    """A name that is changed behind everybody's back changes no version: the replica's is told."""
    [(name,)] = replica.query("SELECT name FROM core.dim_item WHERE item_id = %s", ids["item"])
    primary.execute(f"UPDATE core.dim_item SET name = name || '!' WHERE item_id = {ids['item']}")
    assert api.get(f"items/{ids['item']}", token).body["name"] == name
    replica.resume()
    replica.follow()
    assert api.get(f"items/{ids['item']}", token).body["name"] == f"{name}!"


def test_a_decision_is_read_back_at_once_in_every_process(
    api: Api, other_api: Api, token: str, paused: None
) -> None:
    path = f"recommendations/{open_advice(api, token)}"
    for process in (api, other_api, api, other_api):
        assert process.get(path, token).body["status"] == "OPEN"
    decided = api.ask(f"/api/v1/{path}/acknowledge", token=token, method="PATCH", body={})
    assert decided.status == 200
    for process in (api, other_api, api, other_api):
        assert process.get(path, token).body["status"] == "ACKNOWLEDGED"


def test_what_others_changed_is_seen_at_once_too(
    api: Api, other_api: Api, replica: Standby, token: str
) -> None:
    bia = other_api.token("bia")
    read_from_replica(other_api, bia, replica)
    replica.pause()
    try:
        path = f"recommendations/{open_advice(api, token)}"
        assert other_api.get(path, bia).body["status"] == "OPEN"
        assert (
            api.ask(f"/api/v1/{path}/acknowledge", token=token, method="PATCH", body={}).status
            == 200
        )
        assert other_api.get(path, bia).body["status"] == "ACKNOWLEDGED"
    finally:
        replica.resume()


def test_no_answer_is_older_than_one_that_was_seen(
    api: Api, other_api: Api, replica: Standby, token: str, paused: None
) -> None:
    path = f"recommendations/{open_advice(api, token)}"
    old = api.get(path, token).headers["etag"]
    api.ask(f"/api/v1/{path}/acknowledge", token=token, method="PATCH", body={})
    new = api.get(path, token).headers["etag"]
    assert new != old
    for process in (api, other_api):
        assert process.get(path, token, if_none_match=new).status == 304
        told = process.get(path, token, if_none_match=old)
        assert (told.headers["etag"], told.body["status"]) == (new, "ACKNOWLEDGED")
    replica.resume()
    read_from_replica(api, token, replica)
    assert api.get(path, token, if_none_match=new).status == 304


def test_a_logout_is_felt_at_the_next_request(api: Api, other_api: Api, replica: Standby) -> None:
    tokens = api.log_in("bia").body
    token = str(tokens["access_token"])
    read_from_replica(api, token, replica)
    read_from_replica(other_api, token, replica)
    replica.pause()
    try:
        body = {"refresh_token": tokens["refresh_token"]}
        assert api.ask("/api/v1/auth/logout", method="POST", body=body).status == 204
        assert [process.get("items", token).status for process in (api, other_api)] == [401, 401]
    finally:
        replica.resume()


def test_who_is_deactivated_or_demoted_feels_it_at_the_next_request(
    api: Api, primary: Server, replica: Standby
) -> None:
    token = api.token("bia")
    read_from_replica(api, token, replica)
    replica.pause()
    try:
        primary.execute("UPDATE support.users SET scoped = TRUE WHERE username = 'bia'")
        assert api.get("sites", token).body["metadata"]["total_count"] == 0
        primary.execute("UPDATE support.users SET active = FALSE WHERE username = 'bia'")
        assert api.get("sites", token).status == 401
    finally:
        primary.execute("UPDATE support.users SET active = TRUE, scoped = FALSE")
        replica.resume()


def test_sites_that_were_taken_away_are_not_shown_by_a_replica_that_has_them_still(
    api: Api, primary: Server, replica: Standby, ids: dict[str, Any]
) -> None:
    """As support.scopes.change_scope: rows and token version in one transaction."""
    primary.execute(
        "UPDATE support.users SET scoped = TRUE, token_version = token_version + 1"
        " WHERE username = 'bia';"
        " INSERT INTO support.user_scopes (user_id, site_id)"
        f" SELECT user_id, {ids['site']} FROM support.users WHERE username = 'bia'"
    )
    token = api.token("bia")
    read_from_replica(api, token, replica)
    assert api.get("sites", token).body["metadata"]["total_count"] == 1
    replica.pause()
    try:
        primary.execute(
            "DELETE FROM support.user_scopes; UPDATE support.users"
            " SET token_version = token_version + 1 WHERE username = 'bia'"
        )
        assert api.get("sites", token).status == 401
        again = api.token("bia")
        for _ in range(3):
            assert api.get("sites", again).body["metadata"]["total_count"] == 0
    finally:
        primary.execute("UPDATE support.users SET scoped = FALSE")
        replica.resume()


def test_who_logs_in_while_the_replica_is_behind_is_served(
    api: Api, token: str, paused: None
) -> None:
    bia = api.token("bia")
    assert [api.get("items", bia).status for _ in range(5)] == [200] * 5


def test_a_table_that_is_locked_on_the_replica_is_read_on_the_primary(
    api: Api, primary: Server, replica: Standby, token: str
) -> None:
    """A lock comes with the log; a replay that stops before its end keeps it."""
    with primary.admin() as connection, connection.transaction():
        connection.execute("LOCK TABLE core.dim_item IN ACCESS EXCLUSIVE MODE")
        replica.pause()
    try:
        assert replica.query(
            "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
            " AND relation = 'core.dim_item'::REGCLASS"
        ) == [(1,)]
        assert api.get("items", token).status == 200
    finally:
        replica.resume()
