"""What the KPIs are, and what they should be."""

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import LanguageParameters
from analytics.kpis.cards import CARD_REASONS
from analytics.kpis.definitions import KPIS, Language
from analytics.models import KpiTarget
from analytics.serializers.kpis import (
    KpiDefinitionMetadata,
    KpiDefinitionSerializer,
    KpiTargetSerializer,
)
from nova.api.documentation import documented, envelope_of
from nova.api.viewsets import DataView, Scoping


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
