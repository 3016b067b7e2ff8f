"""The Postman collection is made of the API's description as it is now."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from nova.settings.env import BASE_DIR

FOLDER = BASE_DIR / "docs" / "postman"
DESCRIPTION = BASE_DIR / "frontend" / "openapi.json"


@pytest.fixture(scope="module")
def collection() -> dict[str, Any]:
    text = (FOLDER / "nova-corrente.postman_collection.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def entries(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if "request" in item:
            yield item
        else:
            yield from entries(item["item"])


def asked(entry: dict[str, Any]) -> tuple[str, str]:
    """Method and path, as the description writes them."""
    parts = [f"{{{p[1:]}}}" if p.startswith(":") else p for p in entry["request"]["url"]["path"]]
    return entry["request"]["method"].lower(), "/" + "/".join(parts)


def test_is_made_of_this_description_by_this_script(collection: dict[str, Any]) -> None:
    """When it fails: make openapi."""
    made_of = DESCRIPTION.read_bytes() + (FOLDER / "make.mjs").read_bytes()
    assert collection["info"]["version"] == sha256(made_of).hexdigest()


def test_has_every_operation_once_with_its_live_reply(collection: dict[str, Any]) -> None:
    paths = json.loads(DESCRIPTION.read_bytes())["paths"]
    described = {
        (method, path): operation["responses"].get("200", {}).get("content")
        for path, operations in paths.items()
        for method, operation in operations.items()
    }
    found = list(entries(collection["item"]))
    assert len(found) == len(described)
    replies = {asked(one): [json.loads(r["body"]) for r in one["response"]] for one in found}
    assert replies == {
        key: [content["application/json"]["examples"]["live"]["value"]] if content else []
        for key, content in described.items()
    }


def test_asks_what_it_must_and_switches_off_what_may_be_left_out(
    collection: dict[str, Any],
) -> None:
    compare = next(e for e in entries(collection["item"]) if asked(e)[1].endswith("compare"))
    query = {part["key"]: part for part in compare["request"]["url"]["query"]}
    assert {name for name, part in query.items() if not part["disabled"]} == {"item_id", "site_id"}
    assert query["item_id"]["value"] == "{{item_id}}"
    variables = {one["key"]: one["value"] for one in collection["variable"]}
    assert (variables["item_id"], variables["bearerToken"]) == ("1", "")


def test_logging_in_keeps_the_token_that_the_others_send(collection: dict[str, Any]) -> None:
    found = {asked(entry): entry for entry in entries(collection["item"])}
    login = found["post", "/api/v1/auth/login"]
    assert json.loads(login["request"]["body"]["raw"]) == {
        "username": "{{username}}", "password": "{{password}}",
    }  # fmt: skip
    assert "set('bearerToken'" in "".join(login["event"][0]["script"]["exec"])
    sent = found["get", "/api/v1/items"]["request"]["auth"]["bearer"]
    assert sent == [{"key": "token", "value": "{{bearerToken}}"}]
