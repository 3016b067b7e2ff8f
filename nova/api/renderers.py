"""JSON out and in by orjson: numbers stay numbers, dates are ISO, instants are UTC with Z."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.functional import Promise
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer

from nova.api.exceptions import BodyTooLarge

DEEPEST = 16  # more than any body of ours; a thousand levels end Python's stack


def to_json(content: object) -> bytes:
    """UTF-8 JSON; orjson.Fragment parts pass through as they are."""
    return orjson.dumps(content, default=_plain, option=orjson.OPT_UTC_Z)


class OrjsonRenderer(JSONRenderer):
    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002
        renderer_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> bytes:
        return b"" if data is None else to_json(data)


class OrjsonParser(JSONParser):
    """Refuses what the standard parser lets through: lone surrogates, NaN, endless nesting."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        if "*" in (media_type or ""):  # which would match any parser
            raise UnsupportedMediaType(str(media_type))
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise BodyTooLarge
        try:
            content = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise ParseError("The body is not valid JSON.") from None
        if _is_nested(content, DEEPEST):
            raise ParseError("The body is nested too deeply.")
        return content


def _is_nested(content: object, levels: int) -> bool:
    """Whether lists and objects lie in each other on more levels than that."""
    match content:
        case dict():
            parts: Collection[object] = content.values()
        case list():
            parts = content
        case _:
            return False
    return levels == 0 or any(_is_nested(part, levels - 1) for part in parts)


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return float(value)
        case Promise():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
