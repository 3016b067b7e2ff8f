"""The first page: KPIs of a period beside the one before."""

from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import SummaryParameters
from analytics.kpis.cards import CARDS, Period, cards_of
from analytics.models import KpiDaily, KpiDailyLatest, KpiSegmentDailyLatest, KpiTarget
from analytics.querysets.kpis import KpiQuerySet, KpiTargetQuerySet
from analytics.serializers.kpis import KpiCardSerializer, SummaryMetadata
from nova.api.documentation import documented, envelope_of
from nova.api.scope import SiteScope
from nova.api.viewsets import DataView, Scoping
from support.models import DataVersion

TOLD = ("full_date", "reasons", "run_id", "computed_at")


class SummaryView(DataView):
    """KPIs of the last days, of the company or one segment, beside as many days before."""

    scoping = Scoping.BY_SEGMENT
    parameters = SummaryParameters

    @documented(
        "summary",
        envelope_of("KpiSummary", KpiCardSerializer, SummaryMetadata),
        parameters=SummaryParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = self.asked
        self.scope.require_dimension(asked.get("dimension"))
        version = DataVersion.objects.number()
        last = asked.get("end_date") or KpiDaily.objects.last_day()
        period = Period.ending(last or timezone.localdate(), asked["days"])
        rows = list(
            days_of(asked, self.scope)
            .within(period.before.first, period.last)
            .order_by("full_date")
            .values(*TOLD, *CARDS)
        )
        segment = {name: asked.get(name) for name in ("dimension", "segment")}
        valid = _targets(segment, self.scope)
        cards = cards_of(rows, period, {target.kpi: target for target in valid})
        newest: dict[str, Any] = rows[-1] if rows else {}
        return self.whole(
            cards,
            as_of=period.last if last else None,
            first_day=period.first if last else None,
            previous_first_day=period.before.first if last else None,
            days=asked["days"],
            **segment,
            run_id=newest.get("run_id"),
            computed_at=newest.get("computed_at"),
            data_version=version,
        )


def days_of(asked: dict[str, Any], scope: SiteScope) -> KpiQuerySet:
    """KPIs by day of the company, or of the segment asked for where it is in the scope."""
    if "dimension" in asked:
        days = KpiSegmentDailyLatest.days.visible_to(scope)
        return days.of_dimension(asked["dimension"], asked["segment"])
    return KpiDailyLatest.days.all()


def _targets(segment: dict[str, Any], scope: SiteScope) -> KpiTargetQuerySet:
    return KpiTarget.objects.visible_to(scope).valid_on(timezone.localdate()).filter(**segment)
