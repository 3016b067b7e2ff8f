"""Examples in the API's description: replies of the API itself, to a small company.

`make openapi` asks for them anew; tests/nova/api/examples compares them with live replies.
"""

from pathlib import Path
from typing import Any

import orjson

FILE = Path(__file__).with_suffix(".json")


def with_examples(result: dict[str, Any], **_generation: Any) -> dict[str, Any]:
    """The description with the example of each operation that has one, beside its 200."""
    examples: dict[str, Any] = orjson.loads(FILE.read_bytes()) if FILE.exists() else {}
    for operations in result["paths"].values():
        for operation in operations.values():
            example = examples.get(operation["operationId"])
            if example is not None:
                content = operation["responses"]["200"]["content"]
                content["application/json"]["examples"] = {"live": {"value": example}}
    return result
