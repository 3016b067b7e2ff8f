"""Reads of the stock policy and of the rules behind it."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from nova.api.scope import SiteBoundQuerySet, SiteScope
from nova.api.searching import holding

if TYPE_CHECKING:
    from analytics.models import InventoryPolicy, PolicyOverride, ServiceLevel  # noqa: F401


class PolicyQuerySet(SiteBoundQuerySet["InventoryPolicy"]):
    def latest_day(self) -> Self:
        """Policies of the last day that was worked out."""
        newest = self.model._default_manager.order_by("-as_of").values("as_of")[:1]
        return self.filter(as_of=models.Subquery(newest))


class ServiceLevelQuerySet(models.QuerySet["ServiceLevel"]):
    def judged_on(self, day: date) -> Self:
        """With holds: whether the rule is in force on the day."""
        open_or_later = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.annotate(holds=_is(Q(valid_from__lte=day) & open_or_later))


class PolicyOverrideQuerySet(SiteBoundQuerySet["PolicyOverride"]):
    def visible_to(self, scope: SiteScope) -> Self:
        """Those of the sites in the scope; those of an item everywhere are of no site."""
        return self.filter(site_id=None) | super().visible_to(scope)

    def judged_on(self, day: date) -> Self:
        """With holds: whether the figures are in force on the day."""
        return self.annotate(holds=_is(Q(starts_on__lte=day, expires_on__gte=day)))

    def matching(self, words: str) -> Self:
        """Those whose material, site, reason or author holds every word."""
        columns = ("item__sku", "item__name", "site__code", "reason", "actor")
        return self.filter(holding(words, *columns))


def _is(condition: Q) -> "models.ExpressionWrapper[Q]":
    return models.ExpressionWrapper(condition, output_field=models.BooleanField())
