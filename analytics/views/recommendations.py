"""Advice to planners, what was decided on it, and what came of it."""

from collections.abc import Hashable
from typing import Any

import orjson
from django.db.models import Q, QuerySet
from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.filters.actions import RecommendationFilters, RecommendationParameters
from analytics.models import Decision, Recommendation, RecommendationOutcome
from analytics.querysets.advice import outcomes_of_advice, time_to_decision
from analytics.serializers.actions import (
    RECOMMENDATION_COLUMNS,
    DecisionSerializer,
    OutcomeMetadata,
    OutcomeSummarySerializer,
    PastAdviceSerializer,
    RecommendationDetailSerializer,
    RecommendationSerializer,
)
from nova.api.documentation import USUAL, ListMetadata, documented, envelope_of
from nova.api.hot_lists import HotListView
from nova.api.rows import Instant, columns_of, rows_of
from nova.api.scope import SiteScope
from nova.api.viewsets import DataView, Scoping

PAST_SHOWN = 20


class RecommendationListView(HotListView):
    """What to do, the most money at risk first; without a status what still applies."""

    scoping = Scoping.BY_SITE
    export = ("Recomendações", "Recommendations")
    parameters = RecommendationParameters
    filters = RecommendationFilters
    key = ("-recommendation_id",)
    orders = {"priority": "priority_rank", "sku": "item__sku", "site_code": "site__code"}  # noqa: RUF012
    columns = columns_of(RecommendationSerializer, **RECOMMENDATION_COLUMNS)
    plain = frozenset({"limit", "offset", "priority", "type", "site_id", "item_id"})

    def wording(self) -> Hashable:
        return timezone.localdate()

    def get_queryset(self) -> QuerySet[Recommendation]:
        return Recommendation.objects.visible_to(self.scope).with_status(timezone.localdate())

    @documented(
        "recommendations_list",
        envelope_of("RecommendationList", RecommendationSerializer, ListMetadata),
        parameters=RecommendationParameters,
        filters=RecommendationFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class RecommendationView(DataView):
    """One advice with its figures, its decisions, and what came of such advice before."""

    scoping = Scoping.BY_SITE
    apart = ("decisions", "outcomes")

    @documented("recommendation_detail", RecommendationDetailSerializer, errors=(*USUAL, 404))
    def get(self, _request: Request, recommendation_id: int) -> Response:
        every = columns_of(RecommendationDetailSerializer, **RECOMMENDATION_COLUMNS)
        columns = {name: column for name, column in every.items() if name not in self.apart}
        advice = Recommendation.objects.visible_to(self.scope).with_status(timezone.localdate())
        rows = rows_of(advice.filter(recommendation_id=recommendation_id), columns)
        if rows.count == 0:
            raise NotFound(f"No recommendation has the id {recommendation_id}.")
        told: dict[str, Any] = orjson.loads(rows.text)[0]
        decisions = Decision.objects.filter(recommendation_id=recommendation_id)
        described = columns_of(DecisionSerializer, decided_at=Instant("decided_at"))
        told["decisions"] = rows_of(decisions.order_by("-decision_id"), described).json
        told["outcomes"] = rows_of(_outcomes_like(told, self.scope), _past_columns()).json
        return Response(told)


class OutcomeSummaryView(DataView):
    """What came of advice whose time to act is over, by type, decision and action."""

    scoping = Scoping.BY_SITE

    @documented(
        "recommendation_outcomes",
        envelope_of("OutcomeList", OutcomeSummarySerializer, OutcomeMetadata),
    )
    def get(self, _request: Request) -> Response:
        decided, hours = time_to_decision(self.scope)
        rows = outcomes_of_advice(self.scope)
        return self.whole(rows, decided_count=decided, median_hours_to_decision=hours)


def _past_columns() -> dict[str, Any]:
    return dict(
        columns_of(
            PastAdviceSerializer,
            opened_on="recommendation__opened_on",
            quantity_recommended="recommendation__quantity_recommended",
        )
    )


def _outcomes_like(told: dict[str, Any], scope: SiteScope) -> QuerySet[RecommendationOutcome]:
    """Outcomes of this advice and of such advice for the same item and site, the newest first."""
    alike = {name: told[name] for name in ("type", "item_id", "site_id")}
    if alike["item_id"] is None or alike["site_id"] is None:
        outcomes = RecommendationOutcome.objects.filter(pk=told["recommendation_id"])
    else:
        of_pair = Q(**{f"recommendation__{name}": value for name, value in alike.items()})
        outcomes = RecommendationOutcome.objects.filter(of_pair)
    if scope.is_limited:
        outcomes = outcomes.filter(recommendation__in=Recommendation.objects.visible_to(scope))
    return outcomes.order_by("-recommendation_id")[:PAST_SHOWN]
