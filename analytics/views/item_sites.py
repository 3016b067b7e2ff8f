"""The sites of an item."""

from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.models import ModelRun
from analytics.querysets.outputs import sites_of_item
from analytics.serializers.forecasts import (
    ItemSiteSerializer,
)
from core.models import Item
from nova.api.documentation import USUAL, documented, envelope_of
from nova.api.viewsets import DataView, Scoping
from support.models import LoadRun


class ItemSitesView(DataView):
    """Sites with demand for an item or a forecast of it, the busiest first."""

    scoping = Scoping.BY_SITE
    export = ("Locais de um material", "Sites of an item")

    @documented(
        "item_sites_list", envelope_of("ItemSiteList", ItemSiteSerializer), errors=(*USUAL, 404)
    )
    def get(self, _request: Request, item_id: int) -> Response:
        if not Item.objects.filter(item_id=item_id).exists():
            raise NotFound(f"No item has the id {item_id}.")
        champion = ModelRun.objects.champion("forecasts")
        rows = sites_of_item(
            item_id=item_id,
            run_id=champion.pk if champion else None,
            last_day=LoadRun.objects.data_as_of("demand") or timezone.localdate(),
            scope=self.scope,
        )
        return self.whole(rows)
