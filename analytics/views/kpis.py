"""KPIs by day, and what they are."""

from django.db.models import TextField, Value
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import KpiParameters, LanguageParameters
from analytics.kpis.cards import CARD_REASONS
from analytics.kpis.definitions import KPIS, Language, Unit
from analytics.models import KpiDailyLatest, KpiSegmentDailyLatest, KpiTarget
from analytics.serializers.kpis import (
    KpiDaySerializer,
    KpiDefinitionMetadata,
    KpiDefinitionSerializer,
    KpiTargetSerializer,
)
from nova.api.documentation import PageMetadata, documented, envelope_of
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
        window = (asked.get("start_date"), asked.get("end_date"))
        self.scope.require_dimension(asked.get("dimension"))
        if "dimension" not in asked:
            return self.hot_page(
                lambda: KpiDailyLatest.days.within(*window).order_by("full_date"), self.of_company
            )
        days = KpiSegmentDailyLatest.days.of_dimension(asked["dimension"], asked.get("segment"))
        in_order = days.visible_to(self.scope).within(*window).order_by("full_date", "segment")
        return self.page(in_order, self.of_segments)


class KpiDefinitionListView(DataView):
    """What each KPI is, and the targets that are valid today."""

    scoping = Scoping.BY_SEGMENT
    parameters = LanguageParameters

    @documented(
        "kpi_definitions_list",
        envelope_of("KpiDefinitionList", KpiDefinitionSerializer, KpiDefinitionMetadata),
        parameters=LanguageParameters,
    )
    def get(self, _request: Request) -> Response:
        language = Language(self.asked["lang"])
        targets = KpiTarget.objects.visible_to(self.scope)
        valid = list(targets.valid_on(timezone.localdate()))
        definitions = [
            {
                **kpi.told(language),
                "targets": KpiTargetSerializer(
                    [t for t in valid if t.kpi == kpi.name], many=True
                ).data,
            }
            for kpi in KPIS
        ]
        reasons = {code: words.of(language) for code, words in CARD_REASONS.items()}
        return self.whole(definitions, lang=language, reasons=reasons)
