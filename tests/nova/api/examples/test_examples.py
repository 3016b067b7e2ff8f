"""The examples of the API's description are what the API replies."""

import os
from typing import Any

import orjson
import pytest
from django.core.cache import cache

from nova.api.examples import FILE
from tests.nova.api.examples.company import TODAY, found_company
from tests.nova.api.examples.replies import live_examples
from tests.nova.api.test_openapi import COMMITTED

WRITING = "NOVA_WRITE_EXAMPLES" in os.environ


@pytest.fixture
def live(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    cache.clear()
    found_company()
    return live_examples()


def test_every_example_is_a_live_reply(live: dict[str, Any]) -> None:
    """When the change is meant: make openapi."""
    if WRITING:
        FILE.write_bytes(orjson.dumps(live, option=orjson.OPT_INDENT_2) + b"\n")
    told = orjson.loads(FILE.read_bytes())
    assert list(told) == list(live)
    assert {name: told[name] for name in live if told[name] != live[name]} == {
        name: live[name] for name in live if told[name] != live[name]
    }


def test_every_operation_that_replies_has_its_example() -> None:
    described = orjson.loads(COMMITTED.read_bytes())
    replies = {
        operation["operationId"]: operation["responses"]["200"]["content"]["application/json"]
        for operations in described["paths"].values()
        for operation in operations.values()
        if "content" in operation["responses"].get("200", {})
    }
    assert len(replies) > 50
    told = orjson.loads(FILE.read_bytes())
    shown = {name: reply["examples"]["live"]["value"] for name, reply in replies.items()}
    assert shown == {name: example["reply"] for name, example in told.items()}


def test_most_lists_have_a_row_to_show() -> None:
    told = orjson.loads(FILE.read_bytes())
    empty = {name for name, example in told.items() if example["reply"].get("data") == []}
    assert empty <= {"recommendation_outcomes"}
