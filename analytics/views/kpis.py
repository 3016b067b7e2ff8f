"""KPIs by day."""

from django.db.models import QuerySet, TextField, Value
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import KpiParameters
from analytics.kpis.definitions import KPIS, Unit
from analytics.models import KpiDailyLatest, KpiSegmentDailyLatest
from analytics.querysets.kpis import told_days
from analytics.serializers.kpis import KpiDaySerializer
from nova.api.documentation import PageMetadata, documented, envelope_of
from nova.api.paging import counting
from nova.api.rows import Instant, Plain, columns_of
from nova.api.viewsets import DataView, Scoping

FIGURES = {kpi.name: Plain(kpi.name) for kpi in KPIS if kpi.unit is not Unit.ITEM_SITES}

DEFINITIONS = {kpi.name: (kpi.formula.pt, kpi.formula.en) for kpi in KPIS}


class KpiListView(DataView):
    """KPIs by day, the latest last: of the company, or of the segments of one dimension.

    Whoever sees only some sites gets the segments inside them; the rest is 403 outside_scope.
    """

    scoping = Scoping.BY_SEGMENT
    is_hot = True
    export = ("Indicadores por dia", "KPIs by day")
    definitions = DEFINITIONS
    parameters = KpiParameters
    of_segments = columns_of(KpiDaySerializer, **FIGURES, computed_at=Instant("computed_at"))
    of_company = {**of_segments} | dict.fromkeys(
        ("dimension", "segment"), Value(None, output_field=TextField())
    )

    @documented(
        "kpis_list",
        envelope_of("KpiList", KpiDaySerializer, PageMetadata),
        parameters=KpiParameters,
    )
    def get(self, _request: Request) -> Response:
        asked = self.asked
        self.scope.require_dimension(asked.get("dimension"))
        if "dimension" not in asked:
            if self.file:
                return self.page(self._company(), self.of_company)
            return self.paged(told_days(asked), self._count)
        days = KpiSegmentDailyLatest.days.of_dimension(asked["dimension"], asked.get("segment"))
        found = days.visible_to(self.scope).asked_for(asked).order_by("full_date", "segment")
        return self.page(found, self.of_segments)

    def _company(self) -> QuerySet[KpiDailyLatest]:
        """All days that the pages are of."""
        return KpiDailyLatest.days.asked_for(self.asked)

    def _count(self, version: str | None) -> int:
        return counting(self._company())(version)
