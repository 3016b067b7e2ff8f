"""Reads of dimensions and facts."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Trunc

from nova.api.scope import SiteBoundQuerySet, SiteScope
from nova.api.searching import holding

if TYPE_CHECKING:
    from core.models import (  # noqa: F401
        Calendar,
        DemandDaily,
        Item,
        Order,
        Region,
        Site,
        Supplier,
    )


class Days(Func):
    """Days from the second date to the first, below 0 when it is before it."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


class CalendarQuerySet(models.QuerySet["Calendar"]):
    def between(self, first: date, last: date) -> Self:
        """Days from first to last, both included, in order."""
        return self.filter(full_date__gte=first, full_date__lte=last).order_by("full_date")

    def holidays(self, *, of_states: bool) -> Self:
        """Holidays of the whole country, and of its states too when they are asked for."""
        return self.filter(
            Q(is_holiday=True) | ~Q(state_holidays={}) if of_states else Q(is_holiday=True)
        )


class RegionQuerySet(models.QuerySet["Region"]):
    def with_sites(self, scope: SiteScope) -> Self:
        """Regions and their active sites in the scope; of a limited scope only those with any."""
        visible = Q(sites__active=True)
        if scope.is_limited:
            sites = self.model._meta.get_field("sites").related_model._default_manager.all()
            visible &= Q(sites__in=scope.narrow(sites))
        counted = self.annotate(site_count=Count("sites", filter=visible))
        return counted.filter(site_count__gt=0) if scope.is_limited else counted


class ItemQuerySet(models.QuerySet["Item"]):
    def matching(self, words: str) -> Self:
        """Those whose sku or name holds every word."""
        return self.filter(holding(words, "sku", "name"))

    def in_catalogue(self) -> Self:
        """Active materials in the order of the catalogue."""
        return self.filter(active=True).order_by("item_id")

    def families(self) -> models.QuerySet["Item", Any]:
        """One row per family of active materials: family and item_count, by family."""
        named = self.filter(active=True, family__isnull=False)
        return named.values("family").annotate(item_count=Count("item_id")).order_by("family")


class SupplierQuerySet(models.QuerySet["Supplier"]):
    def matching(self, words: str) -> Self:
        """Those whose code or name holds every word."""
        return self.filter(holding(words, "code", "name"))


class SiteQuerySet(SiteBoundQuerySet["Site"]):
    def matching(self, words: str) -> Self:
        """Those whose code or name holds every word."""
        return self.filter(holding(words, "code", "name"))

    def with_region(self) -> Self:
        return self.select_related("region").order_by("site_id")


class DemandQuerySet(SiteBoundQuerySet["DemandDaily"]):
    def between(self, first: date, last: date) -> Self:
        """Days from first to last, both included; lets PostgreSQL skip the other months."""
        return self.filter(full_date__gte=first, full_date__lte=last)

    def of(self, **asked: list[Any]) -> Self:
        """Demand of any of the values of each lookup; an empty list asks nothing."""
        lookups = {f"{name}__in": values for name, values in asked.items() if values}
        return self.filter(**lookups)

    def totals(self, bucket: str, parts: tuple[str, ...]) -> models.QuerySet["DemandDaily", Any]:
        """One row per period and part, by date. bucket: day, week (ISO) or month."""
        first_date = Cast(
            Trunc("full_date", bucket, output_field=models.DateField()), models.DateField()
        )
        summed: models.QuerySet[DemandDaily, Any] = (
            self.values(*parts, first_date=first_date)
            .annotate(
                units=Cast(Sum("quantity"), FloatField()),
                missed=Cast(Sum("unfulfilled_quantity"), FloatField()),
                demand_days=Count("full_date", distinct=True),
            )
            .order_by("first_date", *parts)
        )
        return summed


class OrderQuerySet(SiteBoundQuerySet["Order"]):
    def placed_between(self, first: date, last: date) -> Self:
        """Lines placed from first to last, both included; lets PostgreSQL skip other months."""
        return self.filter(order_date__gte=first, order_date__lte=last)

    def late(self, late: bool) -> Self:
        """Of judged lines those that are late, or those that are not."""
        return self.filter(Q(is_late=late))

    def judged_on(self, day: date) -> Self:
        """With is_late and days_late: against the promise, open lines as on that day (D-11)."""
        came = F("actual_delivery_date")
        promised = F("expected_delivery_date")
        is_open = Q(actual_delivery_date=None, status__in=("PLACED", "DELAYED"))
        has_come = Q(actual_delivery_date__isnull=False)
        known = Q(expected_delivery_date__isnull=False) & ~Q(status="CANCELLED")
        until = Value(day, output_field=models.DateField())
        return self.annotate(
            is_late=Case(
                When(known & has_come, then=Q(actual_delivery_date__gt=promised)),
                When(known & is_open, then=Q(expected_delivery_date__lt=until)),
                output_field=BooleanField(null=True),
            ),
            days_late=Case(
                When(known & has_come, then=Days(came, promised)),
                When(known & is_open, then=Days(until, promised)),
                output_field=IntegerField(null=True),
            ),
        )
