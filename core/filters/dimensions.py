"""What may be asked of materials, places, suppliers and days."""

from django.db.models import QuerySet
from django_filters import CharFilter, FilterSet
from rest_framework import serializers

from core.models import Item, Site, Supplier
from core.querysets import ItemQuerySet, SiteQuerySet, SupplierQuerySet
from core.serializers.dimensions import ABC_CLASSES, SITE_TYPES, SUPPLIER_TYPES
from nova.api.filtering import AnyChoiceFilter, AnyNumberFilter, AnyOfFilter, TrueFalseFilter
from nova.api.ordering import OrderField
from nova.api.parameters import ListParameters
from nova.api.windows import WindowParameters


class ItemListParameters(ListParameters):
    order_by = OrderField("item_id", "sku", "name", "family", "abc_class", "criticality")


class SiteListParameters(ListParameters):
    order_by = OrderField("site_id", "code", "name", "region")


class SupplierListParameters(ListParameters):
    order_by = OrderField(
        "supplier_id", "code", "name", "avg_lead_time_days", "on_time_delivery_rate"
    )


class ItemFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of the sku or the name.")
    family = AnyOfFilter(help_text="One or more families, separated by commas.")
    category = AnyOfFilter(help_text="One or more categories, separated by commas.")
    abc_class = AnyChoiceFilter(
        choices=[(name, name) for name in ABC_CLASSES], help_text="Such as A,B."
    )

    class Meta:
        model = Item
        fields = ()

    def search(self, items: ItemQuerySet, _name: str, words: str) -> QuerySet[Item]:
        return items.matching(words)


class SiteFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of the code or the name.")
    region_id = AnyNumberFilter(help_text="One or more regions, separated by commas.")
    site_type = AnyChoiceFilter(choices=[(name, name) for name in SITE_TYPES])
    active = TrueFalseFilter()

    class Meta:
        model = Site
        fields = ()

    def search(self, sites: SiteQuerySet, _name: str, words: str) -> QuerySet[Site]:
        return sites.matching(words)


class SupplierFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of the code or the name.")
    supplier_type = AnyChoiceFilter(choices=[(name, name) for name in SUPPLIER_TYPES])
    active = TrueFalseFilter()

    class Meta:
        model = Supplier
        fields = ()

    def search(self, suppliers: SupplierQuerySet, _name: str, words: str) -> QuerySet[Supplier]:
        return suppliers.matching(words)


class CalendarParameters(WindowParameters):
    """Days of the calendar, or its holidays alone."""

    holidays = serializers.ChoiceField(
        ["national", "any"],
        required=False,
        help_text="Only holidays: of the whole country, or of any state as well.",
    )
