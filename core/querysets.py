"""Reads of dimensions and facts."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, FloatField, Q, Sum
from django.db.models.functions import Cast

from nova.api.scope import SiteBoundQuerySet

if TYPE_CHECKING:
    from core.models import DemandDaily, Item, Site  # noqa: F401


class ItemQuerySet(models.QuerySet["Item"]):
    def in_catalogue(self) -> Self:
        """Active materials in the order of the catalogue."""
        return self.filter(active=True).order_by("item_id")

    def matching(self, words: str) -> Self:
        """Materials whose sku or name holds every word, whatever its case."""
        found = self
        for word in words.split():
            found = found.filter(Q(sku__icontains=word) | Q(name__icontains=word))
        return found

    def families(self) -> models.QuerySet["Item", Any]:
        """One row per family of active materials: family and item_count, by family."""
        named = self.filter(active=True, family__isnull=False)
        return named.values("family").annotate(item_count=Count("item_id")).order_by("family")


class SiteQuerySet(SiteBoundQuerySet["Site"]):
    def with_region(self) -> Self:
        return self.select_related("region").order_by("site_id")


class DemandQuerySet(SiteBoundQuerySet["DemandDaily"]):
    def for_pair(self, item_id: int, site_id: int) -> Self:
        return self.filter(item_id=item_id, site_id=site_id)

    def between(self, first: date, last: date) -> Self:
        """Days from first to last, both included; lets PostgreSQL skip the other months."""
        return self.filter(full_date__gte=first, full_date__lte=last)

    def daily(self) -> models.QuerySet["DemandDaily", Any]:
        """One row per day with demand: full_date and quantity over all suppliers, by date."""
        quantity = Cast(Sum("quantity"), FloatField())
        return self.values("full_date").annotate(quantity=quantity).order_by("full_date")
