"""Materials."""

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from core.filters.dimensions import ItemFilters, ItemListParameters
from core.models import Item
from core.serializers.dimensions import FamilySerializer, ItemDetailSerializer, ItemSerializer
from nova.api.documentation import USUAL, documented, envelope_of
from nova.api.hot_lists import HotListView
from nova.api.rows import columns_of, rows_of, sql_rows
from nova.api.viewsets import DataView, Scoping
from nova.db.sql import read_sql


class ItemListView(HotListView):
    """Active materials by item_id; analytics serves them, with filters of its own."""

    export = ("Materiais", "Items")
    parameters = ItemListParameters
    key = ("item_id",)
    filters = ItemFilters
    columns = columns_of(ItemSerializer)

    def get_queryset(self) -> QuerySet[Item]:
        return Item.objects.in_catalogue()


class FamilyListView(DataView):
    """Families of active materials."""

    scoping = Scoping.NO_SITES
    export = ("Famílias", "Families")

    @documented("item_families_list", envelope_of("FamilyList", FamilySerializer))
    def get(self, _request: Request) -> Response:
        return self.whole(rows_of(Item.objects.families(), columns_of(FamilySerializer)))


class ItemView(DataView):
    """One material, active or not."""

    scoping = Scoping.NO_SITES
    is_hot = True
    columns = tuple(columns_of(ItemDetailSerializer))

    @documented("item_detail", ItemDetailSerializer, errors=(*USUAL, 404))
    def get(self, _request: Request, item_id: int) -> Response:
        statement = read_sql("core", "item.sql")
        rows = sql_rows(statement, {"item_id": item_id}, self.columns, prepared=True)
        if rows.count == 0:
            raise NotFound(f"No item has the id {item_id}.")
        return Response(rows.only())
