"""Examples in the API's description: what a small company asks of it, and what it replies.

`make openapi` asks anew; tests/nova/api/examples compares the file with live replies.
"""

from pathlib import Path
from typing import Any

import orjson

FILE = Path(__file__).with_suffix(".json")


def with_examples(result: dict[str, Any], **_generation: Any) -> dict[str, Any]:
    """The description with query, body and reply of each operation that has an example."""
    examples: dict[str, Any] = orjson.loads(FILE.read_bytes()) if FILE.exists() else {}
    for operations in result["paths"].values():
        for operation in operations.values():
            if (example := examples.get(operation["operationId"])) is not None:
                _show(operation, example)
    return result


def _show(operation: dict[str, Any], example: dict[str, Any]) -> None:
    _json(operation["responses"]["200"])["examples"] = {"live": {"value": example["reply"]}}
    if "requestBody" in operation:
        _json(operation["requestBody"])["examples"] = {"live": {"value": example["body"]}}
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example["query"]:
            parameter["example"] = example["query"][parameter["name"]]


def _json(part: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = part["content"]["application/json"]
    return content
