"""System checks of the facts: `manage.py check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.utils import timezone

from core import partitions


@register(Tags.database)
def months_lie_ahead(
    *, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """A warning and no error: `migrate` runs it too, and it must be able to come first."""
    ahead = partitions.months_ahead(today=timezone.localdate()) if databases else {}
    shortage = partitions.shortage(ahead) if ahead else None
    if shortage is None:
        return []
    return [checks.Warning(shortage, hint="Run manage.py ensure_partitions.", id="core.W001")]
