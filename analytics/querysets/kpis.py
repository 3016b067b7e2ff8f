"""Reads of KPIs and their targets."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from nova.api.rows import Rows, told_rows
from nova.api.scope import SiteScope
from nova.db.sql import read_sql

if TYPE_CHECKING:
    from analytics.models import KpiTarget  # noqa: F401


class KpiTargetQuerySet(models.QuerySet["KpiTarget"]):
    def valid_on(self, day: date) -> Self:
        """The target of each KPI and segment on that day."""
        return (
            self.filter(valid_from__lte=day)
            .order_by("kpi", "dimension", "segment", "-valid_from")
            .distinct("kpi", "dimension", "segment")
        )

    def visible_to(self, scope: SiteScope) -> Self:
        """Targets of the company and of the segments inside the scope."""
        if not scope.is_limited:
            return self
        return self.filter(dimension=None) | scope.narrow_segments(self)


class KpiQuerySet(models.QuerySet[Any]):
    """Reads of KPIs, one row a day and, of segments, segment."""

    def last_day(self) -> date | None:
        """The last day that was worked out, None before the first."""
        day: date | None = self.aggregate(last=models.Max("full_date"))["last"]
        return day

    def within(self, first: date | None, last: date | None) -> Self:
        """Days from first to last, both included; None leaves that end open."""
        found = self if first is None else self.filter(full_date__gte=first)
        return found if last is None else found.filter(full_date__lte=last)

    def asked_for(self, asked: Mapping[str, Any]) -> Self:
        """Rows of the window asked for, the latest day last."""
        return self.within(asked.get("start_date"), asked.get("end_date")).order_by("full_date")

    def visible_to(self, scope: SiteScope) -> Self:
        """Rows of the segments inside the scope."""
        return scope.narrow_segments(self)

    def of_dimension(self, dimension: str, segment: str | None) -> Self:
        """Rows of one segment, or of every segment of the dimension."""
        found = self.filter(dimension=dimension)
        return found if segment is None else found.filter(segment=segment)


def told_days(asked: Mapping[str, Any]) -> Rows:
    """A page of the company's days, in order."""
    values = {
        "first": asked.get("start_date"),
        "last": asked.get("end_date"),
        **{name: asked[name] for name in ("limit", "offset")},
    }
    return told_rows(read_sql("analytics", "kpis/told_days.sql"), values)
