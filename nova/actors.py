"""Who works, as audit rows name them, where there is no request that tells."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_principal: ContextVar[str | None] = ContextVar("principal", default=None)


def command_actor() -> str:
    """Whom a worker acts for, else LOAD_ACTOR when a scheduler names somebody, else the account:
    such as cli:ana."""
    if person := _principal.get():
        return person
    account = os.environ.get("LOAD_ACTOR") or _account()
    return f"cli:{account}"


def _account() -> str:
    """Of this process; its number where a container gave it no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"


@contextmanager
def acting_for(person: str) -> Iterator[None]:
    """What is done inside is the person's doing: they asked for it."""
    before = _principal.set(person)
    try:
        yield
    finally:
        _principal.reset(before)
