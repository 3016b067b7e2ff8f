"""What words mean, and the rules that people set: service levels, and figures for a time."""

from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.figures import LanguageParameters
from analytics.filters.rules import (
    OverrideFilters,
    OverrideListParameters,
    ServiceLevelFilters,
    ServiceLevelListParameters,
)
from analytics.glossary.terms import glossary
from analytics.kpis.definitions import Language
from analytics.models import PolicyOverride, ServiceLevel
from analytics.serializers.rules import (
    GlossaryMetadata,
    PolicyOverrideSerializer,
    ServiceLevelSerializer,
    TermSerializer,
)
from nova.api.documentation import ListMetadata, documented, envelope_of
from nova.api.rows import Instant, columns_of
from nova.api.viewsets import DataView, ListView, Scoping


class GlossaryView(DataView):
    """Every word that the pages use, with the thresholds that hold today."""

    scoping = Scoping.NO_SITES
    parameters = LanguageParameters

    @documented(
        "glossary_list",
        envelope_of("Glossary", TermSerializer, GlossaryMetadata),
        parameters=LanguageParameters,
    )
    def get(self, _request: Request) -> Response:
        language = Language(self.asked["lang"])
        return self.whole(glossary(language, timezone.localdate()), lang=language)


class ServiceLevelListView(ListView):
    """Rules of service; of those that hold and fit an item the highest level wins."""

    scoping = Scoping.NO_SITES
    export = ("Níveis de serviço", "Service levels")
    parameters = ServiceLevelListParameters
    filters = ServiceLevelFilters
    key = ("service_level_id",)
    columns = columns_of(ServiceLevelSerializer, service_level=Cast("service_level", FloatField()))

    def get_queryset(self) -> QuerySet[ServiceLevel]:
        return ServiceLevel.objects.judged_on(timezone.localdate())

    @documented(
        "service_levels_list",
        envelope_of("ServiceLevelList", ServiceLevelSerializer, ListMetadata),
        parameters=ServiceLevelListParameters,
        filters=ServiceLevelFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class OverrideListView(ListView):
    """Figures that people set in place of the policy's, the latest first, past ones too."""

    scoping = Scoping.BY_SITE
    export = ("Exceções da política", "Policy overrides")
    parameters = OverrideListParameters
    filters = OverrideFilters
    key = ("-override_id",)
    orders = {"sku": "item__sku"}  # noqa: RUF012
    columns = columns_of(
        PolicyOverrideSerializer,
        sku="item__sku",
        item_name="item__name",
        site_code="site__code",
        site_name="site__name",
        created_at=Instant("created_at"),
        **{name: Cast(name, FloatField()) for name in PolicyOverride.FIGURES},
    )

    def get_queryset(self) -> QuerySet[PolicyOverride]:
        overrides = PolicyOverride.objects.visible_to(self.scope)
        return overrides.judged_on(timezone.localdate())

    @documented(
        "policy_overrides_list",
        envelope_of("PolicyOverrideList", PolicyOverrideSerializer, ListMetadata),
        parameters=OverrideListParameters,
        filters=OverrideFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)
