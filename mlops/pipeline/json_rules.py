"""What PostgreSQL's jsonb refuses or silently changes in a JSON text."""

import json
from typing import Any

DEEPEST = 32
MOST_KEYS = 1000
LONGEST_KEY = 200
LONGEST_READ = 1_000_000  # a longer text is not even parsed
LARGEST = 10**308


class _RefusedError(ValueError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def json_fault(text: str, longest: int) -> tuple[str, str] | None:
    """Code and rule that the text breaks, None when it is a JSON object jsonb keeps as it is."""
    too_long = "TOO_LONG", f"has more than {longest} characters"
    if len(text) > LONGEST_READ:
        return too_long
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        if not isinstance(value, dict):
            return "JSON_OBJECT", "must be a JSON object"
        _measure(value, depth=1)
    except _RefusedError as refused:
        return refused.code, str(refused)
    except RecursionError:
        return "JSON_DEPTH", f"must not nest deeper than {DEEPEST}"
    except ValueError:
        return "JSON_SYNTAX", "must be JSON"
    return too_long if len(text) > longest else None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RefusedError("JSON_DUPLICATE_KEY", "must name each key once")
    return found


def _constant(name: str) -> None:
    raise _RefusedError("JSON_NAN", f"must not hold {name}")


def _measure(value: Any, *, depth: int) -> None:
    if depth > DEEPEST:
        raise _RefusedError("JSON_DEPTH", f"must not nest deeper than {DEEPEST}")
    if isinstance(value, dict):
        _measure_keys(value)
        for inner in value.values():
            _measure(inner, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _measure(inner, depth=depth + 1)
    else:
        _measure_leaf(value)


def _measure_keys(value: dict[str, Any]) -> None:
    if len(value) > MOST_KEYS or any(len(key) > LONGEST_KEY for key in value):
        raise _RefusedError(
            "JSON_KEYS", f"must have at most {MOST_KEYS} keys of {LONGEST_KEY} characters"
        )
    for key in value:
        _measure_leaf(key)


def _measure_leaf(value: Any) -> None:
    if isinstance(value, str) and "\0" in value:
        raise _RefusedError("JSON_NUL", "must not hold the character U+0000")
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise _RefusedError("JSON_SYNTAX", "must not hold half of a surrogate pair")
    if isinstance(value, int | float) and abs(value) > LARGEST:
        raise _RefusedError("JSON_NUMBER", "must not hold numbers beyond 1e308")
