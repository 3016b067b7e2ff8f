"""What may be asked of stock beside its policy, and of the catalogue by it."""

from django.db.models import QuerySet
from django_filters import CharFilter, FilterSet

from analytics.models import InventoryHealth
from analytics.models.inventory_health import InventoryHealthQuerySet
from analytics.serializers.inventory import DEMAND_CLASSES, STATES, XYZ_CLASSES
from core.filters.dimensions import ItemFilters
from core.models import Item
from core.querysets import ItemQuerySet
from core.serializers.dimensions import ABC_CLASSES
from nova.api.filtering import AnyChoiceFilter, AnyNumberFilter, AnyOfFilter
from nova.api.ordering import OrderField
from nova.api.parameters import ListParameters
from nova.api.scope import WHOLE_COMPANY


def _choices(*names: str) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


class PositionListParameters(ListParameters):
    order_by = OrderField(
        "item_id", "sku", "site_code", "current_stock", "cover_days", "days_to_rupture",
        "stock_value", "excess_quantity",
    )  # fmt: skip


class HealthFilters(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", max_length=200, help_text="Words of the sku or the name.")
    item_id = AnyNumberFilter()
    site_id = AnyNumberFilter()
    region_id = AnyNumberFilter(field_name="site__region_id")
    family = AnyOfFilter(field_name="item__family")
    abc_class = AnyChoiceFilter(choices=_choices(*ABC_CLASSES))
    xyz_class = AnyChoiceFilter(choices=_choices(*XYZ_CLASSES))
    demand_class = AnyChoiceFilter(choices=_choices(*DEMAND_CLASSES))
    state = AnyChoiceFilter(choices=_choices(*STATES))

    class Meta:
        model = InventoryHealth
        fields = ()

    def search(
        self, held: InventoryHealthQuerySet, _name: str, words: str
    ) -> QuerySet[InventoryHealth]:
        return held.matching(words)


class CatalogueFilters(ItemFilters):
    """Of the catalogue also by what the latest policy says of the item."""

    scope = WHOLE_COMPANY
    site_id = AnyNumberFilter(method="held", help_text="Materials under policy at these sites.")
    xyz_class = AnyChoiceFilter(choices=_choices(*XYZ_CLASSES), method="held")
    demand_class = AnyChoiceFilter(choices=_choices(*DEMAND_CLASSES), method="held")

    def held(self, items: ItemQuerySet, name: str, values: list[object]) -> QuerySet[Item]:
        under_policy = InventoryHealth.pairs.visible_to(self.scope)
        found = under_policy.filter(**{f"{name}__in": values})
        return items.filter(item_id__in=found.values("item_id"))
