"""What an action leaves in the audit log, and the traces by which its request is known again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client

from support.models import AuditLog
from tests.support.factories import PASSWORD

TRACE, AGENT = "trace-of-the-test", "agent of the test"
CLIENT, FORGED = "203.0.113.9", "198.51.100.66"
NEW_PASSWORD = "a long enough new password"
NEVER_TOLD = (PASSWORD, NEW_PASSWORD, "md5$", "argon2", "eyJ", "csrfmiddlewaretoken")
ORIGIN: dict[str, Any] = {
    "HTTP_X_REQUEST_ID": TRACE,
    "HTTP_USER_AGENT": AGENT,
    "HTTP_X_FORWARDED_FOR": FORGED,  # which no proxy of ours has written
    "REMOTE_ADDR": CLIENT,
}

Act = Callable[["Yard"], Any]


@dataclass
class Yard:
    """A browser with a forged address, and the ids of what it works on."""

    browser: Client
    ids: dict[str, Any] = field(default_factory=dict)

    def post(self, path: str, form: dict[str, Any] | None = None) -> Any:
        return self.browser.post(f"/admin/{path.format(**self.ids)}", form or {}, **ORIGIN)

    def get(self, path: str) -> Any:
        return self.browser.get(f"/admin/{path.format(**self.ids)}", **ORIGIN)


@dataclass(frozen=True)
class Told:
    """The rows that an action leaves: as many, of this action, with these details.

    details: callable of the ids where it names some; None: they are looked at elsewhere.
    """

    action: str
    details: Any = None
    actor: str = "root"
    rows: int = 1


@contextmanager
def trail() -> Iterator[list[AuditLog]]:
    """The rows that are written inside, there at its end."""
    last = AuditLog.objects.order_by("-audit_id").values_list("audit_id", flat=True).first() or 0
    written: list[AuditLog] = []
    yield written
    written.extend(AuditLog.objects.filter(audit_id__gt=last).order_by("audit_id"))


@contextmanager
def served_by_the_api_role() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE nova_api")
        yield
        cursor.execute("RESET ROLE")


def is_told(rows: list[AuditLog], told: Told, ids: dict[str, Any]) -> None:
    """AssertionError unless the rows are those, and the request's."""
    assert [row.action for row in rows] == [told.action] * told.rows
    for row in rows:
        assert row.actor == told.actor
        assert (row.request_id, row.ip_address) == (TRACE, CLIENT)
        assert row.user_agent == AGENT
        assert not [word for word in NEVER_TOLD if word in str(row.__dict__)]
    expected = told.details(ids) if callable(told.details) else told.details
    if expected is not None:
        assert [row.details for row in rows] == [expected] * told.rows
