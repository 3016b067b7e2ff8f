"""What may be asked of demand, stock and orders: always within a window of days."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from core.models import Order
from core.querysets import OrderQuerySet
from core.serializers.facts import ORDER_STATUSES
from nova.api.filtering import AnyChoiceFilter, AnyNumberFilter, TrueFalseFilter
from nova.api.lists import NamesField, WholeNumbersField
from nova.api.ordering import OrderField
from nova.api.parameters import DayField, ListParameters, PairParameters, WholeNumberField
from nova.api.windows import THREE_YEARS, WindowParameters

BUCKETS = ("day", "week", "month")
PARTS = {"total": (), "item": ("item_id",), "site": ("site_id",), "pair": ("item_id", "site_id")}
NARROWING = ("item_id", "site_id", "family", "abc_class", "region_id")


class SeriesParameters(PairParameters, WindowParameters):
    """One item at one site over a bounded window of days."""


class InventorySeriesParameters(PairParameters, WindowParameters):
    """As a series of demand; the window ends by itself when its end is not asked for."""

    end_date = DayField(required=False, help_text="Included; else three years after start_date.")

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        first = asked["start_date"]
        last = first + THREE_YEARS if first < date.max - THREE_YEARS else date.max
        return super().validate({"end_date": last, **asked})


class DemandTotalsParameters(WindowParameters):
    """Demand summed by period, of some items or sites: the company's is a KPI."""

    bucket = serializers.ChoiceField(BUCKETS, default="day")
    by = serializers.ChoiceField(
        list(PARTS), default="total", help_text="One series in all, or one for each part."
    )
    item_id = WholeNumbersField(most=20)
    site_id = WholeNumbersField(most=100)
    region_id = WholeNumbersField(most=100)
    family = NamesField(most=20)
    abc_class = NamesField(most=3)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        asked = super().validate(asked)
        if not any(asked.get(name) for name in NARROWING):
            raise ValidationError({"item_id": f"One of {', '.join(NARROWING)} is needed."})
        if "item_id" in PARTS[asked["by"]] and not asked.get("item_id"):
            raise ValidationError({"item_id": f"Which items, at most 20, for by={asked['by']}?"})
        return asked


class ScorecardParameters(WindowParameters):
    supplier_id = WholeNumberField(required=False, help_text="Of this supplier alone.")


class OrderListParameters(ListParameters, WindowParameters):
    """Order lines by the day they were placed on, the latest first."""

    order_by = OrderField(
        "-order_date", "order_date", "expected_delivery_date", "quantity", "days_late"
    )


class OrderFilters(FilterSet):  # type: ignore[misc]
    item_id = AnyNumberFilter()
    site_id = AnyNumberFilter()
    supplier_id = AnyNumberFilter()
    status = AnyChoiceFilter(choices=[(name, name) for name in ORDER_STATUSES])
    late = TrueFalseFilter(method="narrow_late", help_text="Received late, or open and overdue.")

    class Meta:
        model = Order
        fields = ()

    def narrow_late(self, orders: OrderQuerySet, _name: str, late: bool) -> QuerySet[Order]:
        return orders.late(late)
