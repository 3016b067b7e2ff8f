"""What may be asked of materials, sites and demand."""

from django.db.models import QuerySet
from django_filters import CharFilter, FilterSet

from core.models import Item, Site
from core.querysets import ItemQuerySet
from core.serializers import ABC_CLASSES
from nova.api.filtering import AnyChoiceFilter, AnyOfFilter, TrueFalseFilter
from nova.api.ordering import OrderField
from nova.api.parameters import ListParameters, PairParameters
from nova.api.windows import WindowParameters


class ItemListParameters(ListParameters):
    order_by = OrderField("item_id", "sku", "name", "family", "abc_class", "criticality")


class SiteListParameters(ListParameters):
    order_by = OrderField("site_id", "code", "name", "region")


class ItemFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of the sku or the name.")
    family = AnyOfFilter(help_text="One or more families, separated by commas.")
    abc_class = AnyChoiceFilter(
        choices=[(name, name) for name in ABC_CLASSES], help_text="Such as A,B."
    )

    class Meta:
        model = Item
        fields = ()

    def search(self, items: ItemQuerySet, _name: str, words: str) -> QuerySet[Item]:
        return items.matching(words)


class SiteFilters(FilterSet):  # type: ignore[misc]
    active = TrueFalseFilter()

    class Meta:
        model = Site
        fields = ()


class DemandParameters(PairParameters, WindowParameters):
    """One item at one site over a bounded window of days."""
