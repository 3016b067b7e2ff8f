"""What people asked to be told: noted for the pages, and sent as one e-mail a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from analytics.models import Notification
from core.errors import database_errors
from nova.db.sql import read_sql

SHOWN = 50  # of the most serious; the pages have them all
NEWS_DAYS = 7  # what could not be sent for so long is told on the pages alone
CRITICAL = "CRITICAL"


@dataclass(frozen=True)
class Told:
    """noted: notifications made; sent: e-mails; failed: people whose e-mail was not taken, and why:
    they get it with the next digest."""

    noted: int
    sent: int
    failed: dict[str, str]


def tell(*, day: date) -> Told:
    """Note what is new to whom, and send each person theirs. day: the business day it is about.

    Repeating it tells nobody twice. A kill between sending and noting that it was sent repeats one
    e-mail, under the same Message-ID.
    """
    with database_errors():
        noted = _note(day)
        outcomes = _send_all(day) if settings.EMAIL_URL else {}
    failed = {name: why for name, why in outcomes.items() if why}
    return Told(noted, len(outcomes) - len(failed), failed)


def _note(day: date) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(read_sql("analytics", "notifications/notify.sql"), {"day": day})
        return int(cursor.rowcount)


def _send_all(day: date) -> dict[str, str | None]:
    """By person, why their e-mail was not taken; None when it was."""
    unsent = _unsent().order_by("user_id").values_list("user_id", "user__username", "user__email")
    return {name: _send(user_id, name, email, day) for user_id, name, email in unsent.distinct()}


def _unsent() -> QuerySet[Notification]:
    recent = timezone.now() - timedelta(days=NEWS_DAYS)
    return Notification.objects.filter(
        by_email=True, emailed_at=None, user__is_active=True, created_at__gte=recent
    )


def _send(user_id: int, name: str, email: str, day: date) -> str | None:
    with transaction.atomic():
        mine = _unsent().filter(user_id=user_id).select_related("item", "site")
        found = list(mine.order_by("-level_rank", "pk"))
        try:
            _message(email, name, found, day).send()
        except (SMTPException, OSError) as error:
            return f"{type(error).__name__}: {error}"
        ids = [notification.pk for notification in found]
        Notification.objects.filter(pk__in=ids).update(emailed_at=timezone.now())
    return None


def _message(email: str, name: str, found: Sequence[Notification], day: date) -> EmailMessage:
    critical = sum(notification.level == CRITICAL for notification in found)
    context = {
        "name": name,
        "day": day,
        "shown": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
        "critical": critical,
        "count": len(found),
    }
    subject = f"Nova Corrente {day:%d/%m/%Y}: {len(found)} novidade{'s' * (len(found) > 1)}"
    if critical:
        subject += f", {critical} crítica{'s' * (critical > 1)}"
    told = ",".join(str(notification.pk) for notification in found)
    message_id = f"<{sha256(told.encode()).hexdigest()[:32]}@nova-corrente>"
    return EmailMessage(
        subject=subject,
        body=render_to_string("analytics/digest.txt", context),
        to=[email],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
