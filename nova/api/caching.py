"""What the version of the data spares: bodies that the client has, and counts that are known.

The version names the last change of what readers see; it comes with the session, in the query that
every request asks anyway. Whatever carries it in its key is never out of date.
"""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.http import parse_etags
from rest_framework.request import Request

Known = TypeVar("Known")

KEPT_S = 3600


class NotModified(Exception):  # noqa: N818 - no error: the client has the answer already
    """Raised before any row is read."""


def data_version(request: Request) -> str | None:
    """Version of the data as the caller's session was found; None when there is none to rely on."""
    version: str | None = getattr(request.auth, "data_version", None)
    return version


def etag_of(request: Request) -> str | None:
    """Names the answer to this address for this caller now; None without a version.

    Weak, since a proxy may compress the body. The day is in it because some answers tell of today.
    """
    version = data_version(request)
    if version is None:
        return None
    parts = (
        settings.VERSION,
        version,
        timezone.localdate().isoformat(),
        str(request.user.pk),
        str(getattr(request.user, "token_version", "")),  # rises with the sites a user may see
        request.get_full_path(),
    )
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def refuse_known(request: Request, etag: str) -> None:
    """NotModified when the client holds that answer."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in held:
        raise NotModified


def known(version: str | None, question: str, answer: Callable[[], Known]) -> Known:
    """The answer, kept as long as the version holds. question: all that it depends on besides."""
    if version is None:
        return answer()
    key = f"{version}:{hashlib.sha256(question.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        kept = answer()
        cache.set(key, kept, KEPT_S)
    found: Known = kept
    return found
