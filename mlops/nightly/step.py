"""What a step of the night is, and how one ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from support.models import NightStep

Status = NightStep.Status


@dataclass(frozen=True)
class Done:
    """How a step ended. rows: what it wrote, in its own unit; error: why not all of it is well."""

    status: NightStep.Status = Status.DONE
    rows: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True)
class Step:
    """run: given the business day; needs: steps without which it would tell a half-truth."""

    name: str
    run: Callable[[date], Done]
    needs: tuple[str, ...] = ()
