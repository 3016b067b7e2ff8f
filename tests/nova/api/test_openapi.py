"""The committed description of the API."""

import json
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from nova.api.permissions import PUBLIC, api_routes, route_table

COMMITTED = Path(__file__).resolve().parents[3] / "frontend" / "openapi.json"


@pytest.fixture
def schema() -> dict[str, Any]:
    generated = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    plain: dict[str, Any] = json.loads(json.dumps(generated, default=str))
    return plain


def test_the_committed_file_is_what_the_views_say(schema: dict[str, Any]) -> None:
    """When it fails: manage.py spectacular --format openapi-json --file frontend/openapi.json."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == schema


def test_is_valid_and_generated_without_a_warning(schema: dict[str, Any]) -> None:
    validate_schema(schema)  # type: ignore[no-untyped-call]
    assert not GENERATOR_STATS


def test_describes_every_route(schema: dict[str, Any]) -> None:
    described = {
        (path, method.upper()) for path, methods in schema["paths"].items() for method in methods
    }
    served = {
        ("/" + route.pattern.replace("<int:", "{").replace(">", "}"), method)
        for route in api_routes()
        for method in route.methods
    }
    assert described == served


def test_every_operation_documents_its_errors_and_its_token(schema: dict[str, Any]) -> None:
    operations = [o for methods in schema["paths"].values() for o in methods.values()]
    public = sum(1 for roles in route_table().values() if roles is PUBLIC)
    assert sum("security" not in operation for operation in operations) == public
    assert all("400" in operation["responses"] for operation in operations)
    protected = [operation for operation in operations if "security" in operation]
    assert all({"401", "403", "503"} <= set(o["responses"]) for o in protected)
