"""What the version of the data spares: bodies that the client has, and counts that are known.

The version names the last change of what readers see; it comes with the session, in the query that
every request asks anyway. Whatever carries it in its key is never out of date.
"""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.http import parse_etags
from rest_framework.request import Request

from nova.kept import Kept

Known = TypeVar("Known")

KEPT_S = 3600
MOST_ROWS = 50_000  # of a few hundred bytes; any other value counts as one
_of_process: Kept[str, Any] = Kept(most=MOST_ROWS)


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
        request.path,
        request.META.get("QUERY_STRING", ""),
    )
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def is_held(request: Request, etag: str) -> bool:
    """Whether the client holds that answer."""
    told = request.META.get("HTTP_IF_NONE_MATCH")
    return told is not None and etag in parse_etags(told)


def known(version: str | None, question: str, answer: Callable[[], Known]) -> Known:
    """The answer, kept as long as the version holds; all share it, so nobody may change it.

    question: all that it depends on besides.

    By each process for itself, and by all of them together where they share a cache: whoever asks
    first spares the others the question, and is spared the way to the shared cache from then on.
    """
    if version is None:
        return answer()
    key = f"{version}:{hashlib.sha256(question.encode()).hexdigest()}"
    kept = _of_process.get(key)
    if kept is None:
        kept = cache.get(key)
        if kept is None:
            kept = answer()
            cache.set(key, kept, KEPT_S)
        _of_process.put(key, kept, weight=len(kept) + 1 if isinstance(kept, list) else 1)
    found: Known = kept
    return found
