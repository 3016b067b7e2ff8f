"""Reads of advice, what became of it, and alerts."""

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Case, F, Q, Value, When

from nova.api.rows import Rows, sql_rows
from nova.api.scope import SiteBoundQuerySet, SiteScope
from nova.api.searching import holding
from nova.db import replica
from nova.db.sql import read_sql

if TYPE_CHECKING:
    from analytics.models import Alert, Recommendation  # noqa: F401


M = TypeVar("M", bound=models.Model)

OUTCOME_COLUMNS = (
    "type",
    "decision",
    "acted_on",
    "advice_count",
    "judged_count",
    "stockout_count",
    "stockout_rate",
    "unmet_quantity",
)


class ToldQuerySet(SiteBoundQuerySet[M]):
    """Advice and alerts."""

    def matching(self, words: str) -> Self:
        """Those whose material or message holds every word, whatever its case."""
        return self.filter(holding(words, "item__sku", "item__name", "message"))


class RecommendationQuerySet(ToldQuerySet["Recommendation"]):
    def visible_to(self, scope: SiteScope) -> Self:
        """Advice at the sites in the scope; of a transfer also the site that gives is in it."""
        found = super().visible_to(scope)
        return found.filter(donor_site_id=None) | scope.narrow(found, ("donor_site_id",))

    def with_status(self, today: date) -> Self:
        """status: CLOSED, or what stands that day; a snooze ends on its day."""
        return self.annotate(
            status=Case(
                When(closed_at__isnull=False, then=Value("CLOSED")),
                When(standing__kind="SNOOZED", standing__until__lte=today, then=Value("OPEN")),
                When(standing__isnull=True, then=Value("OPEN")),
                default=F("standing__kind"),
                output_field=models.TextField(),
            )
        )


class AlertQuerySet(ToldQuerySet["Alert"]):
    def for_reader(self, user_id: int) -> Self:
        """status, is_unread by the user, my_read_at: when they first read it, None: not yet."""
        reading = self.model._meta.get_field("reads").related_model._default_manager.filter(
            alert_id=models.OuterRef("alert_id"), user_id=user_id
        )
        return self.annotate(
            my_read_at=models.Subquery(reading.values("read_at")[:1]),
            is_unread=~models.Exists(reading),
            status=Case(
                When(resolved_at__isnull=True, then=Value("OPEN")),
                default=Value("RESOLVED"),
                output_field=models.TextField(),
            ),
        )

    def raised_within(self, first: date | None, last: date | None) -> Self:
        """Raised on business days from first to last; None leaves that end open."""
        found = self if first is None else self.filter(created_at__date__gte=first)
        return found if last is None else found.filter(created_at__date__lte=last)

    def news(self) -> dict[str, int | None]:
        """Of open alerts with a reader: the unread, the critical ones of them, the newest id."""
        unread = Q(my_read_at__isnull=True)
        return self.filter(resolved_at__isnull=True).aggregate(
            unread_alerts=models.Count("alert_id", filter=unread),
            unread_critical_alerts=models.Count("alert_id", filter=unread & Q(level="CRITICAL")),
            newest_alert_id=models.Max("alert_id"),
        )


def outcomes_of_advice(scope: SiteScope) -> Rows:
    """What came of judged advice at the sites in the scope, by type, decision and action."""
    asked = {"limited_to": scope.limited_to}
    return sql_rows(read_sql("analytics", "outcome_summary.sql"), asked, OUTCOME_COLUMNS)


def time_to_decision(scope: SiteScope) -> tuple[int, float | None]:
    """Recommendations decided on at the sites in the scope, and the median hours that it took."""
    with replica.reader().cursor() as cursor:
        asked = {"limited_to": scope.limited_to}
        cursor.execute(read_sql("analytics", "time_to_decision.sql"), asked)
        decided, hours = cursor.fetchone()
    return decided, hours
