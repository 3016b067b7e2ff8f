"""Typed readers of the environment: a wrong or missing value stops the start with its name."""

import logging
import math
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from nova.actors import command_actor

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("NOVA_DATA_DIR", BASE_DIR / ".data")).resolve()

CONNECT_TIMEOUT_S = 2
# Django's own None would have psycopg prepare nothing, not even what asks for it.
PREPARED_WHEN_ASKED = 2**31  # times that any other statement has to be sent before it is
# A pulled cable sends no word: an idle connection is probed after 10 s and given up after three
# unanswered probes; what was sent and is not acknowledged is waited for no longer than 20 s.
DEAD_LINE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
# There is the primary to ask instead. A table that is being replaced there is not waited for.
SHORT_LINE = {
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3_000,
    "options": "-c lock_timeout=500",
}

EXAMPLES = ("insecure", "change-", "change_", "changeme", "example", "placeholder")

_env = environ.Env()


def text(name: str, default: str | None = None) -> str:
    """Value of a variable; ImproperlyConfigured when it is unset and has no default."""
    value = os.environ.get(name, default)
    if value is None or value == "":
        raise ImproperlyConfigured(f"{name} is not set: give it a value in the environment")
    return value


def random_secret(name: str, default: str | None = None) -> str:
    """A secret nobody can guess: at least 50 characters, 10 of them different, and none of the
    words by which examples say that they are one."""
    value = text(name, default)
    is_example = any(word in value.lower() for word in EXAMPLES)
    if len(value) < 50 or len(set(value)) < 10 or is_example:
        raise ImproperlyConfigured(f"{name}: expected 50 characters or more of a random secret")
    return value


def optional(name: str) -> str | None:
    return os.environ.get(name) or None


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}={value!r}: expected true or false")
    return value.lower() in {"1", "true", "yes"}


def number(name: str, *, default: int, least: int = 0) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        parsed = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: expected a whole number") from None
    if parsed < least:
        raise ImproperlyConfigured(f"{name}={parsed}: expected {least} or more")
    return parsed


def fraction(name: str, *, default: float) -> float:
    """A share of something, 0.05 for 5%, from 0 to 1."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        parsed = float(value)
    except ValueError:
        parsed = math.nan
    if not 0 <= parsed <= 1:
        raise ImproperlyConfigured(f"{name}={value!r}: expected a fraction such as 0.05")
    return parsed


def rate(name: str, *, default: str) -> str:
    """How often something may happen, such as 20/minute."""
    value = text(name, default)
    if not re.fullmatch(r"[1-9][0-9]*/(second|minute|hour|day)", value):
        raise ImproperlyConfigured(f"{name}={value!r}: expected a rate such as 20/minute")
    return value


def public_origins(name: str) -> list[str]:
    """Origins of the public site; one without TLS or of this machine itself is refused."""
    origins = names(name)
    for origin in origins:
        host = (urlsplit(origin).hostname or "").rstrip(".")
        is_here = host in {"localhost", "::1", "0.0.0.0"} or host.startswith("127.")  # noqa: S104
        if not origin.startswith("https://") or is_here or "*" in host:
            raise ImproperlyConfigured(f"{name}={origin}: expected https:// and a public host")
    return origins


def names(name: str, default: str = "") -> list[str]:
    """Comma-separated values without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def log_level(default: str) -> str:
    """LOG_LEVEL, as the logging module names them."""
    value = text("LOG_LEVEL", default)
    if value not in logging.getLevelNamesMapping():
        raise ImproperlyConfigured(f"LOG_LEVEL={value!r}: expected DEBUG, INFO, WARNING or ERROR")
    return value


def email(url: str) -> dict[str, Any]:
    """Django's e-mail settings for a URL such as smtp+tls://user:password@host:587; the URL of a
    refused one is not shown."""
    try:
        settings: dict[str, Any] = dict(_env.email_url_config(url))
    except (ImproperlyConfigured, ValueError):
        raise ImproperlyConfigured(
            "EMAIL_URL: expected smtp+tls://user:password@host:587, smtp+ssl://… or consolemail://"
        ) from None
    return settings


def databases(url: str, *, kept_s: int) -> dict[str, dict[str, object]]:
    """DATABASES of Django: the primary, and its replica where REPLICA_URL names one.

    kept_s: how long a connection is kept, in seconds.
    """
    kept: dict[str, object] = {"CONN_MAX_AGE": kept_s, "CONN_HEALTH_CHECKS": True}
    found = {"default": database(url) | kept}
    if replica := optional("REPLICA_URL"):
        found["replica"] = database(replica, name="REPLICA_URL", line=SHORT_LINE) | kept
    return found


def database(
    url: str, *, name: str = "DATABASE_URL", line: Mapping[str, object] = DEAD_LINE
) -> dict[str, object]:
    """Django's connection settings for a postgresql:// URL; any other is refused, unshown.

    name: of the variable; line: when libpq gives a silent server up.
    """
    expected = f"{name}: expected postgresql://user:password@host:port/name"
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(f"{expected}, not another scheme")
    try:
        settings: dict[str, Any] = dict(_env.db_url_config(url))
    except ValueError:  # its text may hold the password
        raise ImproperlyConfigured(f"{expected}: it cannot be read as one") from None
    if not settings["NAME"]:
        raise ImproperlyConfigured(f"{expected}: the name of the database is missing")
    settings["ENGINE"] = "nova.db.backend"
    given: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT_S, **line}
    given |= settings.get("OPTIONS", {})
    if flag("DATABASE_POOLED", default=False):
        return settings | _pooled(given)
    told = (line.get("options"), settings.get("OPTIONS", {}).get("options"), _who_works())
    options = " ".join(str(part) for part in told if part)
    prepared = {"prepare_threshold": PREPARED_WHEN_ASKED}
    return settings | {"OPTIONS": prepared | given | {"options": options}}


def _pooled(given: Mapping[str, Any]) -> dict[str, object]:
    """Behind a pool that lends a connection for one transaction, nothing outlives it: neither
    settings that a connection begins with, nor prepared statements, nor cursors."""
    options = {name: value for name, value in given.items() if name != "options"}
    return {
        "OPTIONS": {**options, "prepare_threshold": None},
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def _who_works() -> str:
    """Tells the database, for the audit rows that it writes itself (support.audit_user)."""
    name = re.sub(r"([\\\s])", r"\\\1", command_actor())
    return f"-c nova.actor={name}"
