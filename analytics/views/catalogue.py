"""The catalogue, narrowed also by stock policy."""

from rest_framework.request import Request
from rest_framework.response import Response

from analytics.views.inventory_filters import CatalogueFilters
from core.filters.dimensions import ItemListParameters
from core.serializers.dimensions import ItemSerializer
from core.views.items import ItemListView
from nova.api.documentation import ListMetadata, documented, envelope_of
from nova.api.viewsets import Scoping


class CatalogueView(ItemListView):
    """Active materials by item_id."""

    scoping = Scoping.BY_SITE
    filters = CatalogueFilters
    plain = frozenset({"limit", "offset", "family", "category", "abc_class"})

    @documented(
        "items_list",
        envelope_of("ItemList", ItemSerializer, ListMetadata),
        parameters=ItemListParameters,
        filters=CatalogueFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)
